model "t" {
  { "a", "integer" },
  grants = { pg_monitor = { "insert", "select" }, pg_read_all_data = { "SELECT" }, public = { "select" } },
}
