schema "a" {}
schema "b" {}
extension "pg_trgm" { schema = "b", comment = "moved" }
