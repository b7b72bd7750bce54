-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_event_trigger("a")
    op.create_event_trigger("a", { "seen()", event = "sql_drop", comment = "kept" })
    op.drop_event_trigger("c")
    op.create_event_trigger("c", { "seen()", event = "ddl_command_end", tags = { "CREATE TABLE" } })
    op.drop_event_trigger("d")
    op.create_event_trigger("d", { "other()", event = "ddl_command_end" })
    op.alter_event_trigger("b", { enabled = "replica" }, { enabled = "disabled" })
  end,

  down = function(op)
    op.drop_event_trigger("a")
    op.create_event_trigger("a", { "seen()", event = "ddl_command_end", comment = "kept" })
    op.drop_event_trigger("c")
    op.create_event_trigger("c", {
      "seen()",
      event = "ddl_command_end",
      tags = { "CREATE TABLE", "CREATE VIEW" },
    })
    op.drop_event_trigger("d")
    op.create_event_trigger("d", { "seen()", event = "ddl_command_end" })
    op.alter_event_trigger("b", { enabled = "disabled" }, { enabled = "replica" })
  end,
}
