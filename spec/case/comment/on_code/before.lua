routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" {
  { "a", "integer" },
  triggers = { tt = { "touch()", timing = "before", events = { "insert" } } },
  policies = { p = { using = "a > 0" } },
}
view "v" { "SELECT a FROM t" }
