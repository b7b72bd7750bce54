model "u" {
  renamed_from = "t",
  { "x", "text", renamed_from = "a" },
  { "y", "integer", renamed_from = "b" },
  { "c", "integer" },
  indexes = { { "lower(x)" }, { "lower(x)", "y" }, { "(y + 1)", where = "y > 0" } },
  checks = { "y > c", "1 > 0" },
}
