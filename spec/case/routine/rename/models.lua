routine "g(integer)" {
  renamed_from = "f(int)",
  returns = "integer",
  volatility = "immutable",
  body = "SELECT $1",
  comment = "kept",
}
model "t" { { "a", "integer" }, indexes = { { "g(a)", name = "by_f" } } }
