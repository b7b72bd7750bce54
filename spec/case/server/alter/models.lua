foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w", options = { host = "near.example", dbname = "d" } }
server "near" { foreign_data_wrapper = "w", version = "16" }
