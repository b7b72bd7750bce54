routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "other" { { "id", "integer" } }
model "t" {
  { "id", "integer" },
  triggers = { tt = { "touch()", constraint = true, events = { "insert" }, each = "row", from = "other" } },
}
