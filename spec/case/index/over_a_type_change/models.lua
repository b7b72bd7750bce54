model "t" {
  { "a", "bigint" },
  { "b", "varchar(50)" },
  indexes = {
    { "a", "b" },
    { "(a + 1)", name = "next" },
    { "b", where = "a > 0", name = "part", comment = "partly" },
  },
}
