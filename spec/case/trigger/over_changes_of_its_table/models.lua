routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "u" {
  renamed_from = "t",
  { "x", "bigint", renamed_from = "a" },
  { "b", "bigint" },
  triggers = {
    one = {
      "touch()",
      timing = "before",
      events = { "update" },
      columns = { "x" },
      each = "row",
      when = "NEW.b > OLD.b",
    },
  },
}
