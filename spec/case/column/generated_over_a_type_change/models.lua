model "t" {
  { "a", "bigint" },
  { "g", "bigint", generated = "a * 2", comment = "twice" },
  indexes = { { "g" } },
}
