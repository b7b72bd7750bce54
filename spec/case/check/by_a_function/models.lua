routine "is_even(bigint)" {
  returns = "boolean",
  language = "sql",
  volatility = "immutable",
  body = "SELECT $1 % 2 = 0",
}
model "t" { { "a", "integer" }, checks = { even = "is_even(a)" } }
