schema "a" {}
schema "b" {}
extension "pg_trgm" { schema = "b" }
model "people" { { "name", "text" }, indexes = { { "name b.gin_trgm_ops", using = "gin" } } }
