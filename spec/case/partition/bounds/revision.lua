-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table t_gone" },

  up = function(op)
    op.alter_table("t_low", { partition_of = none, for_values = none }, { partition_of = "t", for_values = "FROM (0) TO (10)" })
    op.alter_table("t_high", { partition_of = none, for_values = none }, { partition_of = "t", for_values = "FROM (10) TO (20)" })
    op.drop_table("t_gone")
    op.create_table("t_new", { partition_of = "t", for_values = "FROM (25) TO (30)" })
    op.alter_table("t_low", { partition_of = "t", for_values = "FROM (0) TO (15)" }, { partition_of = none, for_values = none })
    op.alter_table("t_high", { partition_of = "t", for_values = "FROM (15) TO (25)" }, { partition_of = none, for_values = none })
  end,

  -- Not restored: the rows of table t_gone.
  down = function(op)
    op.alter_table("t_high", { partition_of = none, for_values = none }, { partition_of = "t", for_values = "FROM (15) TO (25)" })
    op.alter_table("t_low", { partition_of = none, for_values = none }, { partition_of = "t", for_values = "FROM (0) TO (15)" })
    op.drop_table("t_new")
    op.create_table("t_gone", { partition_of = "t", for_values = "FROM (20) TO (30)" })
    op.alter_table("t_high", { partition_of = "t", for_values = "FROM (10) TO (20)" }, { partition_of = none, for_values = none })
    op.alter_table("t_low", { partition_of = "t", for_values = "FROM (0) TO (10)" }, { partition_of = none, for_values = none })
  end,
}
