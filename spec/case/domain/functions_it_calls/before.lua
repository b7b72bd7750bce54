routine "first()" { returns = "integer", body = "SELECT 1" }
routine "fits(integer)" { returns = "boolean", volatility = "immutable", body = "SELECT $1 > 0" }
domain "a" { "integer", default = sql "first()", checks = { "fits(VALUE)" } }
model "t" { { "a", "a" } }
