routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" {
  { "id", "integer" },
  { "n", "integer" },
  triggers = {
    a = { "touch()", timing = "BEFORE", events = { "UPDATE", "INSERT" }, each = "ROW" },
    b = { "touch()", timing = "after", events = { "delete" }, each = "row", when = "OLD.n > 0" },
    c = { "touch()", timing = "after", events = { "truncate" }, arguments = { "x", "it's" } },
    d = {
      "touch()",
      timing = "before",
      events = { "update" },
      columns = { "n", "id" },
      each = "row",
      enabled = "disabled",
    },
    e = {
      "touch",
      timing = "after",
      events = { "update" },
      old_table = "was",
      new_table = "is",
      comment = "both",
    },
    f = {
      "touch()",
      constraint = true,
      events = { "insert" },
      each = "row",
      deferrable = "initially deferred",
    },
  },
}
