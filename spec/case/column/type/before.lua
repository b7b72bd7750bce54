model "t" {
  { "a", "integer" },
  { "b", "varchar(10)", null = false, default = "x" },
  { "c", "timestamp" },
  { "d", "integer", default = 1 },
  indexes = { { "a" }, { "b" } },
}
