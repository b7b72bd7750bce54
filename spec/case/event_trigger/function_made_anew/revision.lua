-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_routine("seen()", "watched()")
    op.alter_routine("watched()", {
      returns = "event_trigger",
      language = "plpgsql",
      body = "BEGIN NULL; END",
    })
  end,

  down = function(op)
    op.rename_routine("watched()", "seen()")
    op.alter_routine("seen()", {
      returns = "event_trigger",
      language = "plpgsql",
      body = "BEGIN END",
    })
  end,
}
