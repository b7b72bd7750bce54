model "t" {
  { "a", "integer" },
  { "b", "integer" },
  checks = { "a < b", "a > 0", ordered = "b < 100", { "b <> 7", name = "not_seven" } },
}
