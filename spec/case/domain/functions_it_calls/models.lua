routine "first()" { returns = "bigint", body = "SELECT 1::bigint" }
routine "fits(integer)" { arguments = "n integer", returns = "boolean", volatility = "immutable", body = "SELECT n > 1" }
domain "a" { "integer", default = sql "first()", checks = { "fits(VALUE)" } }
model "t" { { "a", "a" } }
