model "t" {
  { "x", "integer", renamed_from = "a", unique = true },
  { "b", "integer" },
  unique = { { "x", "b" } },
}
