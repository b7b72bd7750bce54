model "t" { { "a", "integer" } }
routine "total()" { returns = "bigint", body = "BEGIN ATOMIC SELECT sum(a) FROM t; END" }
routine "next(integer)" { arguments = "n integer", returns = "integer", body = "RETURN n + 1" }
