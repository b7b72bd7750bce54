-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("log_a", { partition_of = "log", for_values = "IN ('a')" }, { partition_of = none, for_values = none })
  end,

  down = function(op)
    op.alter_table("log_a", { partition_of = none, for_values = none }, { partition_of = "log", for_values = "IN ('a')" })
  end,
}
