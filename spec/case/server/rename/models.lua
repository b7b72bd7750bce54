foreign_data_wrapper "w" {}
server "away" { renamed_from = "far", foreign_data_wrapper = "w", user_mappings = { pg_monitor = { options = { user = "n" } } } }
