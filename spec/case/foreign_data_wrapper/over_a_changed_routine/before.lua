routine "validate(text[], oid)" { returns = "boolean", language = "sql", body = "SELECT true" }
foreign_data_wrapper "w" { validator = "validate(text[], oid)" }
server "far" { foreign_data_wrapper = "w", user_mappings = { public = true } }
