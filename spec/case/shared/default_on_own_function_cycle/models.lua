routine "nextn()" { returns = "bigint", language = "sql", body = "SELECT count(*) FROM t" }
model "t" { { "n", "bigint", default = sql "nextn()" } }
