routine "place()" { returns = "bigint", language = "internal", window = true, volatility = "immutable", body = "window_rank" }
routine "same(text, text)" { returns = "boolean", language = "internal", strict = true, cost = 5, body = "texteq" }
