routine "tax(integer)" {
  arguments = "a integer",
  returns = "bigint",
  language = "sql",
  volatility = "IMMUTABLE",
  body = "SELECT a * 2",
  comment = "tax",
}
model "t" {
  { "id", "int", primary_key = true },
  { "v", "integer", default = sql "tax(3)" },
  { "g", "bigint", generated = "tax(v)" },
  checks = { pos = "tax(v) > 0" },
  indexes = { { "tax(v)", name = "t_tax" } },
}
view "vt" { "SELECT tax(v) AS x FROM t" }
