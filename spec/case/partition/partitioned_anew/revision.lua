-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "nothing is stored in table t itself" },

  up = function(op)
    op.alter_table("t_1", { partition_of = none, for_values = none }, { partition_of = "t", for_values = "FROM (0) TO (10)" })
    op.drop_table("t")
    op.create_table("t", {
      { "n", "integer", primary_key = true },
      { "a", "text" },
      partition_by = "LIST (n)",
      comment = "kept",
    })
    op.alter_table("t_1", { partition_of = "t", for_values = "IN (1, 2)" }, { partition_of = none, for_values = none })
  end,

  down = function(op)
    op.alter_table("t_1", { partition_of = none, for_values = none }, { partition_of = "t", for_values = "IN (1, 2)" })
    op.drop_table("t")
    op.create_table("t", {
      { "n", "integer", primary_key = true },
      { "a", "text" },
      partition_by = "RANGE (n)",
      comment = "kept",
    })
    op.alter_table("t_1", { partition_of = "t", for_values = "FROM (0) TO (10)" }, { partition_of = none, for_values = none })
  end,
}
