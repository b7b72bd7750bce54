foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w", user_mappings = { pg_monitor = { options = { user = "a" } } } }
