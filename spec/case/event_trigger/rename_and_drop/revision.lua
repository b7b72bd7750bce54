-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_event_trigger("a", "z")
    op.drop_event_trigger("gone")
  end,

  down = function(op)
    op.rename_event_trigger("z", "a")
    op.create_event_trigger("gone", { "seen()", event = "sql_drop", comment = "gone too" })
  end,
}
