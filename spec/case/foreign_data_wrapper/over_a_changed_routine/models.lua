routine "check_options(text[], oid)" { renamed_from = "validate(text[], oid)", returns = "boolean", language = "sql", body = "SELECT 1 = 1" }
foreign_data_wrapper "w" { validator = "check_options(text[], oid)" }
server "far" { foreign_data_wrapper = "w", user_mappings = { public = true } }
