model "t" {
  { "a", "integer" },
  grants = { pg_monitor = { "insert", "select", "update" }, public = { "select" } },
}
