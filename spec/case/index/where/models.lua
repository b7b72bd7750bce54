model "t" {
  { "a", "integer" },
  { "b", "text" },
  indexes = { i = { "a", where = "b = 'y'" }, j = { "a", where = "b IS NOT NULL" } },
}
