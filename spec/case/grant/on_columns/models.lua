model "t" {
  { "a", "integer", grants = { pg_monitor = { "select", "update" }, public = { "references" } } },
  { "b", "integer", grants = { pg_monitor = { "insert with grant option" } } },
}
