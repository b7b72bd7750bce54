model "log" { partition_by = "LIST (kind)", { "kind", "text", null = false }, { "at", "date" }, indexes = { { "at" } } }
model "log_a" { partition_of = "log", for_values = "IN ('a')" }
