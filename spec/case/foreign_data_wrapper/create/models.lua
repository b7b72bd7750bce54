foreign_data_wrapper "w" {
  validator = "postgresql_fdw_validator(text[], oid)",
  comment = "to other servers",
  grants = { pg_monitor = { "usage" } },
}
foreign_data_wrapper "plain" { options = { debug = "true", ["a b"] = "it's = \\" } }
schema "s"
routine "s.validate(text[], oid)" { returns = "boolean", language = "sql", body = "SELECT true" }
foreign_data_wrapper "checked" { validator = "s.validate(text[], oid)" }
