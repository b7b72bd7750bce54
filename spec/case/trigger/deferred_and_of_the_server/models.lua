routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "t" {
  { "a", "integer" },
  { "b", "text" },
  { "v", "tsvector" },
  triggers = {
    late = { "touch()", constraint = true, events = { "insert" }, each = "row", deferrable = "initially deferred" },
    same = { "suppress_redundant_updates_trigger()", timing = "before", events = { "update" }, each = "row" },
    words = {
      "tsvector_update_trigger()",
      arguments = { "v", "pg_catalog.english", "b" },
      timing = "before",
      events = { "insert", "update" },
      each = "row",
      when = "NEW.b IS NOT NULL",
    },
  },
}
