-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_default_privileges("tables to pg_monitor", { "select" })
    op.create_table("made_under_default_privileges", {
      { "a", "integer" },
    })
  end,

  down = function(op)
    op.drop_table("made_under_default_privileges")
    op.drop_default_privileges("tables to pg_monitor")
  end,
}
