routine "f(integer)" {
  arguments = "a integer",
  returns = "integer",
  body = "SELECT a",
  comment = "kept",
  grants = { pg_monitor = { "execute" } },
}
view "v" { "SELECT f(1) AS f", grants = { pg_monitor = { "select" } } }
