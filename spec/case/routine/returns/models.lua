routine "f(integer)" {
  arguments = "a integer",
  returns = "bigint",
  body = "SELECT a::bigint",
  comment = "kept",
  grants = { pg_monitor = { "execute" } },
}
view "v" { "SELECT f(1) AS f", grants = { pg_monitor = { "select" } } }
