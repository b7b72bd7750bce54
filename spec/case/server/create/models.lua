extension "postgres_fdw"
server "far" {
  foreign_data_wrapper = "postgres_fdw",
  type = "postgres",
  version = "15",
  options = { host = "far.example", port = 5432 },
  user_mappings = { public = { options = { user = "reader", password = "it's \\secret" } }, pg_monitor = true },
  comment = "the other side",
  grants = { pg_monitor = { "usage" } },
}
