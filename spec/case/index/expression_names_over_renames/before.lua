model "t" {
  { "a", "text" },
  { "b", "integer" },
  { "c", "integer" },
  indexes = { { "lower(a)" }, { "lower(a)", "b" }, { "(b + 1)", where = "b > 0" } },
  checks = { "b > c", "1 > 0" },
}
