routine "f(integer)" { arguments = "a integer", returns = "integer", body = "SELECT a" }
model "t" { { "a", "integer", default = sql "f(1)" } }
view "v" { "SELECT f(a) AS f FROM t" }
