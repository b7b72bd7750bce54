routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "t" { { "a", "integer" } }
view "v" {
  "SELECT a FROM t",
  triggers = { vi = { "touch()", timing = "instead of", events = { "insert" }, each = "row" } },
}
