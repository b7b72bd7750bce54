-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_trigger("t", "one")
    op.drop_routine("touch()")
  end,

  down = function(op)
    op.create_routine("touch()", {
      returns = "trigger",
      language = "plpgsql",
      body = "BEGIN RETURN NEW; END",
    })
    op.create_trigger("t", "one", {
      "touch()",
      timing = "before",
      events = { "insert" },
      comment = "gone",
    })
  end,
}
