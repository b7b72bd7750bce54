foreign_data_wrapper "w" { validator = "postgresql_fdw_validator(text[], oid)" }
foreign_data_wrapper "x" { options = { a = "1", b = "2", c = "3" } }
foreign_data_wrapper "y" {}
