schema "extensions" {}
extension "pg_trgm" { schema = "extensions" }
model "people" { { "name", "text" }, indexes = { { "name extensions.gin_trgm_ops", using = "gin" } } }
