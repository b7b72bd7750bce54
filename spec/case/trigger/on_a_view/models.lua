routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "t" { { "a", "bigint" } }
view "v" {
  "SELECT a FROM t",
  triggers = {
    vi = {
      "touch()",
      timing = "instead of",
      events = { "insert", "delete" },
      each = "row",
      comment = "in its place",
    },
  },
}
