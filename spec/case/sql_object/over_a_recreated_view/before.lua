model "t" { { "a", "integer" } }
view "v" { "SELECT a FROM t" }
sql_object "rule of v" {
  create = "CREATE RULE r AS ON INSERT TO v DO INSTEAD NOTHING",
  drop = "DROP RULE r ON v",
  after = { "v" },
}
