routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "t" {
  { "id", "bigint", primary_key = true },
  { "n", "bigint" },
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
  triggers = { vi = { "touch()", timing = "INSTEAD OF", events = { "INSERT", "DELETE" }, each = "ROW" } },
}
