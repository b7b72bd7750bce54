foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w" }
server "near" { foreign_data_wrapper = "w" }
foreign_table "ft" {
  server = "far",
  options = { table_name = "t", schema_name = "it's" },
  comment = "over there",
  grants = { pg_monitor = { "select" } },
  { "a", "integer", null = false, comment = "first" },
  { "b", "text", default = "x", collate = "C" },
  checks = { positive = "a > 0" },
}
foreign_table "bare" { server = "far" }
