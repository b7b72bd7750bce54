routine "a(integer)" { returns = "integer", language = "sql", body = "SELECT b($1)" }
routine "b(integer)" { returns = "integer", language = "sql", body = "SELECT $1" }
model "z" { { "x", "int", default = sql "a(1)" } }
