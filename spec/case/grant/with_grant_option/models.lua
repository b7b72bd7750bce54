model "t" {
  { "a", "integer" },
  grants = { pg_monitor = { "select with grant option", "insert", "delete with grant option" } },
}
