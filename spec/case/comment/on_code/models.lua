routine "touch()" {
  returns = "trigger",
  language = "plpgsql",
  body = "BEGIN RETURN NEW; END",
  comment = "a function",
}
model "t" {
  { "a", "integer" },
  triggers = { tt = { "touch()", timing = "before", events = { "insert" }, comment = "a trigger" } },
  policies = { p = { using = "a > 0", comment = "a policy" } },
}
view "v" { "SELECT a FROM t", comment = "a view" }
