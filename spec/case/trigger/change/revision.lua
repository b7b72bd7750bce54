-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_trigger("t", "one")
    op.create_trigger("t", "one", { "other()", timing = "after", events = { "insert", "update" } })
    op.drop_trigger("t", "three")
    op.create_trigger("t", "three", {
      "touch()",
      arguments = { "y", "z" },
      timing = "before",
      events = { "insert" },
      each = "row",
    })
    op.drop_trigger("t", "two")
    op.create_trigger("t", "two", {
      "touch()",
      timing = "after",
      events = { "update" },
      columns = { "a", "b" },
      each = "row",
      when = "NEW.a > 1",
      comment = "kept",
    })
  end,

  down = function(op)
    op.drop_trigger("t", "one")
    op.create_trigger("t", "one", {
      "touch()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.drop_trigger("t", "three")
    op.create_trigger("t", "three", {
      "touch()",
      arguments = { "x" },
      timing = "before",
      events = { "insert" },
    })
    op.drop_trigger("t", "two")
    op.create_trigger("t", "two", {
      "touch()",
      timing = "after",
      events = { "update" },
      columns = { "a" },
      each = "row",
      when = "NEW.a > 0",
      comment = "kept",
    })
  end,
}
