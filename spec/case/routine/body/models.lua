routine "f(integer)" { arguments = "a integer", returns = "integer", body = "SELECT a + 1" }
model "t" { { "a", "integer", default = sql "f(1)" } }
view "v" { "SELECT f(a) AS f FROM t" }
