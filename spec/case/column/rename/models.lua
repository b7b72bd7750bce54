model "t" {
  { "amount", "integer", renamed_from = "a", unique = true, check = "amount > 0", comment = "kept" },
  { "g", "integer", generated = "amount + 1" },
  indexes = { { "amount DESC" }, { "lower(amount::text)", where = "amount > 5" } },
}
view "v" { "SELECT amount AS a FROM t" }
