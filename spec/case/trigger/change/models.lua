routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
routine "other()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" {
  { "a", "integer" },
  { "b", "integer" },
  triggers = {
    one = { "other()", timing = "after", events = { "insert", "update" } },
    two = {
      "touch()",
      timing = "after",
      events = { "update" },
      columns = { "a", "b" },
      each = "row",
      when = "NEW.a > 1",
      comment = "kept",
    },
    three = { "touch()", timing = "before", events = { "insert" }, arguments = { "y", "z" }, each = "row" },
  },
}
