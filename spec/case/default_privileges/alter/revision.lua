-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_default_privileges("tables to pg_monitor", { "delete", "insert" }, { "insert with grant option", "select" })
    op.alter_default_privileges("routines to pg_monitor", { "execute with grant option" }, { "execute" })
  end,

  down = function(op)
    op.alter_default_privileges("routines to pg_monitor", { "execute" }, { "execute with grant option" })
    op.alter_default_privileges("tables to pg_monitor", { "insert with grant option", "select" }, { "delete", "insert" })
  end,
}
