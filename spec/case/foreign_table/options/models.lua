foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w" }
foreign_table "ft" { { "a", "integer" }, server = "far", options = { table_name = "y", new = "2" } }
