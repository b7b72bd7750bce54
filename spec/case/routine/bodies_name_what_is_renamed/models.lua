model "u" { renamed_from = "t", { "b", "integer", renamed_from = "a" } }
routine "total()" { returns = "bigint", body = "SELECT sum(b) FROM u" }
routine "checked()" { returns = "bigint", body = "BEGIN ATOMIC SELECT sum(b) FROM u; END" }
