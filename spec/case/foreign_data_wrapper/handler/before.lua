extension "postgres_fdw"
foreign_data_wrapper "w" {}
