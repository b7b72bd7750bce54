model "t" {
  { "a", "integer", check = "a > 0" },
  { "b", "text", check = { "b IN ('x', 'y')", name = "b_is_known" } },
  { "c", "integer", check = { "c BETWEEN 1 AND 5", comment = "a mark" } },
}
