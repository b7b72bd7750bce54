model "t" { { "a", "integer" } }
routine "total()" { returns = "bigint", body = "SELECT sum(a) FROM t" }
