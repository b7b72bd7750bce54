foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w" }
server "near" { foreign_data_wrapper = "w" }
foreign_table "ft" { server = "far", options = { b = "3", c = "4" }, { "a", "bigint", null = false }, { "c", "text", renamed_from = "b" }, { "d", "date" }, comment = "new" }
