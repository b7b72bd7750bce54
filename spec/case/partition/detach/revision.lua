-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.adopt("column", "log_a", { "kind", "text", null = false })
    op.adopt("column", "log_a", { "at", "date" })
    op.adopt("column", "log_a", { "note", "text" })
    op.adopt("index", "log_a_at_idx", "log_a", { "at" })
    op.alter_table("log_a", { partition_of = none, for_values = none }, { partition_of = "log", for_values = "IN ('a')" })
  end,

  down = function(op)
    op.alter_table("log_a", { partition_of = "log", for_values = "IN ('a')" }, { partition_of = none, for_values = none })
  end,
}
