-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("t_rest", { partition_of = none, for_values = none }, { partition_of = "t", for_values = "DEFAULT" })
    op.create_table("t_1", { partition_of = "t", for_values = "IN (1)" })
    op.create_table("t_other", { partition_of = "t", for_values = "default" })
    op.alter_table("t_rest", { partition_of = "t", for_values = "IN (2)" }, { partition_of = none, for_values = none })
  end,

  down = function(op)
    op.alter_table("t_rest", { partition_of = none, for_values = none }, { partition_of = "t", for_values = "IN (2)" })
    op.drop_table("t_1")
    op.drop_table("t_other")
    op.alter_table("t_rest", { partition_of = "t", for_values = "DEFAULT" }, { partition_of = none, for_values = none })
  end,
}
