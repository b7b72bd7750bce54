routine "f(integer)" { returns = "integer", language = "internal", volatility = "immutable", body = "int4abs" }
routine "n()" { returns = "bigint", language = "internal", volatility = "immutable", body = "window_row_number" }
