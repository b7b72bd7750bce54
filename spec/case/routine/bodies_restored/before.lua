routine "a(integer)" { returns = "integer", body = "SELECT b($1)" }
routine "b(integer)" { returns = "integer", body = "SELECT $1" }
routine "c()" { returns = "bigint", body = "SELECT count(*) FROM later" }
model "later" { { "n", "bigint", default = sql "a(1)" } }
