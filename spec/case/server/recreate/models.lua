foreign_data_wrapper "w" {}
foreign_data_wrapper "x" {}
server "far" {
  foreign_data_wrapper = "x",
  type = "other",
  user_mappings = { pg_monitor = { options = { user = "m" } } },
  comment = "the other side",
  grants = { pg_monitor = { "usage" } },
}
