routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "t" {
  { "a", "integer" },
  { "b", "text" },
  { "v", "tsvector" },
  triggers = { late = { "touch()", constraint = true, events = { "insert" }, each = "row" } },
}
