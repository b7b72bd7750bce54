extension "postgres_fdw"
foreign_data_wrapper "w" { handler = "postgres_fdw_handler()" }
