model "t" { { "a", "integer" } }
routine "total()" { returns = "bigint", body = "SELECT sum(a) FROM t" }
routine "checked()" { returns = "bigint", body = "BEGIN ATOMIC SELECT sum(a) FROM t; END" }
