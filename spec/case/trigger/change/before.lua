routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
routine "other()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" {
  { "a", "integer" },
  { "b", "integer" },
  triggers = {
    one = { "touch()", timing = "before", events = { "update" }, each = "row" },
    two = {
      "touch()",
      timing = "after",
      events = { "update" },
      columns = { "a" },
      each = "row",
      when = "NEW.a > 0",
      comment = "kept",
    },
    three = { "touch()", timing = "before", events = { "insert" }, arguments = { "x" } },
  },
}
