enum "e9" { renamed_from = "e", "a" }
model "t" {
  { "x", "e9" },
  unique = { u2 = { "x", renamed_from = "u1" } },
  checks = { c2 = { "x IS NOT NULL", renamed_from = "c1" } },
  indexes = { i2 = { "x", renamed_from = "i1" } },
}
routine "g(integer)" {
  renamed_from = "f(integer)",
  returns = "integer",
  language = "sql",
  volatility = "IMMUTABLE",
  body = "SELECT $1",
}
view "w" { renamed_from = "v", "SELECT g(1) AS y" }
sequence "s2" { renamed_from = "s", increment = 3 }
