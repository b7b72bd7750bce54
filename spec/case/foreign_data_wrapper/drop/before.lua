foreign_data_wrapper "w" { comment = "to other servers", grants = { pg_monitor = { "usage with grant option" } } }
