-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_routine("touch()", {
      returns = "trigger",
      language = "plpgsql",
      body = "BEGIN RETURN NEW; END",
    })
    op.create_table("t", {
      { "id", "integer" },
      { "n", "integer" },
    })
    op.create_trigger("t", "a", {
      "touch()",
      timing = "before",
      events = { "insert", "update" },
      each = "row",
    })
    op.create_trigger("t", "b", {
      "touch()",
      timing = "after",
      events = { "delete" },
      each = "row",
      when = "OLD.n > 0",
    })
    op.create_trigger("t", "c", {
      "touch()",
      arguments = { "x", "it's" },
      timing = "after",
      events = { "truncate" },
    })
    op.create_trigger("t", "d", {
      "touch()",
      timing = "before",
      events = { "update" },
      columns = { "n", "id" },
      each = "row",
      enabled = "disabled",
    })
    op.create_trigger("t", "e", {
      "touch()",
      timing = "after",
      events = { "update" },
      old_table = "was",
      new_table = "is",
      comment = "both",
    })
    op.create_trigger("t", "f", {
      "touch()",
      constraint = true,
      timing = "after",
      events = { "insert" },
      deferrable = "initially deferred",
      each = "row",
    })
  end,

  down = function(op)
    op.drop_table("t")
    op.drop_routine("touch()")
  end,
}
