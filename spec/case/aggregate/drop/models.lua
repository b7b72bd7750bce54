routine "total(integer)" { returns = "integer", body = "SELECT $1" }
