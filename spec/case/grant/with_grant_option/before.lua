model "t" {
  { "a", "integer" },
  grants = { pg_monitor = { "select", "insert with grant option", "update with grant option" } },
}
