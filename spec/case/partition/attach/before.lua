model "log" { partition_by = "LIST (kind)", { "kind", "text", null = false }, { "at", "date" }, indexes = { { "at" } } }
model "log_a" { { "kind", "text", null = false }, { "at", "date" }, indexes = { { "at" } } }
