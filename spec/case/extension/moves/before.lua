schema "a" {}
schema "b" {}
extension "pg_trgm" { schema = "a" }
model "people" { { "name", "text" }, indexes = { { "name a.gin_trgm_ops", using = "gin" } } }
