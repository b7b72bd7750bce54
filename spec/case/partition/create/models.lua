model "measurement" {
  partition_by = "range (taken_at)",
  { "id", "bigint", null = false },
  { "taken_at", "timestamptz", null = false },
  { "value", "numeric" },
  primary_key = { "id", "taken_at" },
  indexes = { { "value" } },
}
model "measurement_2024" {
  partition_of = "measurement",
  for_values = "from ('2024-01-01') to ('2025-01-01')",
}
model "measurement_rest" { partition_of = "measurement", for_values = "default" }
