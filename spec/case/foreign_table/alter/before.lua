foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w" }
server "near" { foreign_data_wrapper = "w" }
foreign_table "ft" { server = "far", options = { a = "1", b = "2" }, { "a", "integer" }, { "b", "text" }, comment = "old" }
