-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table t_2, table u_1" },

  up = function(op)
    op.drop_table("t_2")
    op.drop_table("u_1")
    op.drop_table("u")
  end,

  -- Not restored: the rows of table t_2.
  -- Not restored: the rows of table u_1.
  down = function(op)
    op.create_table("t_2", { partition_of = "t", for_values = "FROM (10) TO (20)" })
    op.create_table("u", {
      { "n", "integer" },
      partition_by = "RANGE (n)",
    })
    op.create_table("u_1", {
      partition_of = "u",
      for_values = "FROM (0) TO (10)",
      comment = "gone soon",
    })
  end,
}
