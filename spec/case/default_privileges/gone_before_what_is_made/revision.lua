-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_default_privileges("tables to pg_monitor")
    op.create_table("made_without_default_privileges", {
      { "a", "integer" },
    })
  end,

  down = function(op)
    op.create_default_privileges("tables to pg_monitor", { "select" })
    op.drop_table("made_without_default_privileges")
  end,
}
