model "t" {
  { "a", "int" },
  { "b", "int", generated = "a * 2", comment = "gb" },
  indexes = { { "b", comment = "ib" } },
}
view "v" { "SELECT b FROM t" }
