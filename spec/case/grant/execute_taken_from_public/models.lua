routine "f()" {
  returns = "integer",
  language = "sql",
  body = "SELECT 1",
  grants = { public = {}, pg_monitor = { "execute" } },
}
routine "g()" { returns = "integer", language = "sql", body = "SELECT 1" }
