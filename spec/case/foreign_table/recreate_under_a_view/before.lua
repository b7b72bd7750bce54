foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w" }
server "near" { foreign_data_wrapper = "w" }
foreign_table "ft" { server = "far", { "a", "integer" }, grants = { pg_monitor = { "select" } } }
view "v" { "SELECT a FROM ft", comment = "seen" }
