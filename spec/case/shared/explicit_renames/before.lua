enum "e" { "a" }
model "t" {
  { "x", "e" },
  unique = { u1 = { "x" } },
  checks = { c1 = "x IS NOT NULL" },
  indexes = { i1 = { "x" } },
}
routine "f(integer)" { returns = "integer", language = "sql", volatility = "IMMUTABLE", body = "SELECT $1" }
view "v" { "SELECT f(1) AS y" }
sequence "s" { increment = 2 }
