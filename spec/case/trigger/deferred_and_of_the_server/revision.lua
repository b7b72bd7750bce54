-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_trigger("t", "late")
    op.create_trigger("t", "late", {
      "touch()",
      constraint = true,
      timing = "after",
      events = { "insert" },
      deferrable = "initially deferred",
      each = "row",
    })
    op.create_trigger("t", "same", {
      "suppress_redundant_updates_trigger()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.create_trigger("t", "words", {
      "tsvector_update_trigger()",
      arguments = { "v", "pg_catalog.english", "b" },
      timing = "before",
      events = { "insert", "update" },
      each = "row",
      when = "NEW.b IS NOT NULL",
    })
  end,

  down = function(op)
    op.drop_trigger("t", "late")
    op.create_trigger("t", "late", {
      "touch()",
      constraint = true,
      timing = "after",
      events = { "insert" },
      each = "row",
    })
    op.drop_trigger("t", "same")
    op.drop_trigger("t", "words")
  end,
}
