schema "a" {}
schema "b" {}
extension "pg_trgm" { schema = "a", comment = "moves" }
