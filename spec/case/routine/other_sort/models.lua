routine "f(integer)" { procedure = true, body = "SELECT 1" }
routine "n()" { returns = "bigint", language = "internal", volatility = "immutable", window = true, body = "window_row_number" }
