routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" {
  { "a", "integer" },
  triggers = {
    one = { "touch()", timing = "before", events = { "insert" }, enabled = "always" },
    two = { "touch()", timing = "before", events = { "insert" } },
    three = { "touch()", timing = "before", events = { "insert" }, enabled = "disabled" },
  },
}
