model "t" {
  { "a", "integer", unique = true, check = "a > 0", comment = "kept" },
  { "g", "integer", generated = "a + 1" },
  indexes = { { "a DESC" }, { "lower(a::text)", where = "a > 5" } },
}
view "v" { "SELECT a FROM t" }
