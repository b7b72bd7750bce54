model "log" {
  partition_by = "LIST (kind)",
  { "kind", "text", null = false }, { "at", "date" }, { "note", "text" },
  primary_key = { "kind", "at" },
  indexes = { { "note" } },
  checks = { after_all = "at > '2000-01-01'" },
}
model "log_a" { partition_of = "log", for_values = "IN ('a')" }
