-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_event_trigger("on_tables", {
      "seen()",
      event = "ddl_command_end",
      tags = { "ALTER TABLE", "CREATE TABLE" },
      comment = "of tables",
    })
    op.create_event_trigger("on_drops", { "seen()", event = "sql_drop", enabled = "always" })
  end,

  down = function(op)
    op.drop_event_trigger("on_tables")
    op.drop_event_trigger("on_drops")
  end,
}
