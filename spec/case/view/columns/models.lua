routine "one()" { returns = "integer", body = "SELECT 1" }
model "t" { { "a", "integer" }, { "b", "text", default = "x" }, { "c", "integer" } }
view "v" {
  "SELECT a, b, c FROM t",
  columns = { a = { default = sql "one()", comment = "kept" }, b = { grants = { pg_monitor = { "select" } } } },
}
view "w" { "SELECT a, b FROM v" }
