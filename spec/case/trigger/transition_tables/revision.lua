-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_trigger("t", "empty", {
      "touch()",
      timing = "before",
      events = { "truncate" },
      enabled = "replica",
    })
    op.drop_trigger("t", "put")
    op.create_trigger("t", "put", {
      "touch()",
      timing = "after",
      events = { "insert" },
      new_table = "new_rows",
    })
    op.drop_trigger("t", "up")
    op.create_trigger("t", "up", {
      "touch()",
      timing = "after",
      events = { "update" },
      old_table = "Old Rows",
      each = "row",
    })
  end,

  down = function(op)
    op.drop_trigger("t", "put")
    op.create_trigger("t", "put", {
      "touch()",
      timing = "after",
      events = { "insert" },
      new_table = "is",
    })
    op.drop_trigger("t", "up")
    op.create_trigger("t", "up", {
      "touch()",
      timing = "after",
      events = { "update" },
      old_table = "was",
      new_table = "is",
    })
    op.drop_trigger("t", "empty")
  end,
}
