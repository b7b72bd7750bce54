model "t" {
  { "id", "integer" },
  { "a", "text", comment = "gone", unique = true },
  { "b", "integer", check = "b > 0" },
  indexes = { { "a" }, { "id", "b" } },
}
