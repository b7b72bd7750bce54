foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w" }
server "near" { foreign_data_wrapper = "w" }
foreign_table "ft" { server = "far", { "a", "integer" }, checks = { positive = "a > 0" } }
