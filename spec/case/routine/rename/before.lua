routine "f(integer)" { returns = "integer", volatility = "immutable", body = "SELECT $1", comment = "kept" }
model "t" { { "a", "integer" }, indexes = { { "f(a)", name = "by_f" } } }
