routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" {
  { "id", "int", primary_key = true },
  { "n", "int" },
  triggers = {
    tt = {
      "touch()",
      timing = "BEFORE",
      events = { "UPDATE" },
      columns = { "n" },
      each = "ROW",
      when = "NEW.n > 0",
      comment = "tr",
    },
  },
}
view "v" {
  "SELECT id FROM t",
  triggers = { vi = { "touch()", timing = "INSTEAD OF", events = { "INSERT" }, each = "ROW" } },
}
