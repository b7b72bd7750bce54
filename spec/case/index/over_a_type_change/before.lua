model "t" {
  { "a", "integer" },
  { "b", "text" },
  indexes = {
    { "a", "b" },
    { "(a + 1)", name = "next" },
    { "b", where = "a > 0", name = "part", comment = "partly" },
  },
}
