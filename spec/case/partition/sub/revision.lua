-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_table("t_1", {
      partition_of = "t",
      for_values = "FROM (0) TO (MAXVALUE)",
      partition_by = "HASH (h)",
    })
    op.create_table("t_1_0", { partition_of = "t_1", for_values = "WITH (modulus 2, remainder 0)" })
    op.create_table("t_1_1", { partition_of = "t_1", for_values = "WITH (modulus 2, remainder 1)" })
  end,

  down = function(op)
    op.drop_table("t_1_0")
    op.drop_table("t_1_1")
    op.drop_table("t_1")
  end,
}
