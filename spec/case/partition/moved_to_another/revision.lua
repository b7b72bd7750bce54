-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_index("cold_n_idx", "cold", { "n" })
    op.alter_table("part", { partition_of = none, for_values = none }, { partition_of = "hot", for_values = "IN (1)" })
    op.alter_table("part", { partition_of = "cold", for_values = "IN (1)" }, { partition_of = none, for_values = none })
  end,

  down = function(op)
    op.alter_table("part", { partition_of = none, for_values = none }, { partition_of = "cold", for_values = "IN (1)" })
    op.alter_table("part", { partition_of = "hot", for_values = "IN (1)" }, { partition_of = none, for_values = none })
    op.drop_index("cold_n_idx")
  end,
}
