model "t" {
  { "a", "varchar(10)" },
  { "b", "integer" },
  indexes = { i = { "LOWER(a)", "b desc" }, j = { "b asc nulls last", where = "a in ('x', 'y')" } },
}
