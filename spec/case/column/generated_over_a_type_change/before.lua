model "t" {
  { "a", "integer" },
  { "g", "bigint", generated = "a * 2", comment = "twice" },
  indexes = { { "g" } },
}
