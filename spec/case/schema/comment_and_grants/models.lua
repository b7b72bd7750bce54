schema "billing" {
  comment = "money in and out",
  grants = { pg_monitor = { "create", "usage" }, pg_read_all_data = { "usage" } },
}
