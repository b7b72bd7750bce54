foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w", version = "15", options = { host = "far.example", port = 5432 } }
server "near" { foreign_data_wrapper = "w" }
