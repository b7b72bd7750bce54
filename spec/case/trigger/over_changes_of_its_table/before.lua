routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" {
  { "a", "integer" },
  { "b", "integer" },
  triggers = {
    one = {
      "touch()",
      timing = "before",
      events = { "update" },
      columns = { "a" },
      each = "row",
      when = "NEW.b > OLD.b",
    },
  },
}
