model "log" {
  partition_by = "LIST (kind)",
  { "kind", "text", null = false }, { "at", "date" }, { "note", "text" },
  indexes = { { "at" } },
}
model "log_a" { { "kind", "text", null = false }, { "at", "date" }, { "note", "text" }, indexes = { { "at" } } }
model "log_b" { partition_of = "log", for_values = "IN ('b')" }
