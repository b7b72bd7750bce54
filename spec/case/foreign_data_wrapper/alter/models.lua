foreign_data_wrapper "w" {}
foreign_data_wrapper "x" { options = { b = "3", c = "3", d = "it's" } }
foreign_data_wrapper "y" { validator = "postgresql_fdw_validator(text[], oid)" }
