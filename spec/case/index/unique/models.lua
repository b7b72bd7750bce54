model "t" {
  { "a", "integer" },
  { "b", "integer" },
  indexes = { i = { "a", unique = true }, j = { "b", unique = true, nulls_distinct = false } },
}
