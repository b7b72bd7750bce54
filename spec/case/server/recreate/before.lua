foreign_data_wrapper "w" {}
foreign_data_wrapper "x" {}
server "far" {
  foreign_data_wrapper = "w",
  user_mappings = { pg_monitor = { options = { user = "m" } } },
  comment = "the other side",
  grants = { pg_monitor = { "usage" } },
}
