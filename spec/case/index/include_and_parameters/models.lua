model "t" {
  { "a", "integer" },
  { "b", "text" },
  indexes = { i = { "a" }, j = { "a", with = { "fillfactor = 50" } } },
}
