-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table t" },

  up = function(op)
    op.create_default_privileges("tables to pg_monitor", { "insert with grant option", "select" })
    op.create_default_privileges("routines to public")
    op.create_default_privileges("types to public")
    op.create_default_privileges("schemas to pg_monitor", { "create", "usage" })
    op.create_schema("s")
    op.create_default_privileges("tables in s to pg_monitor", { "select" })
    op.create_default_privileges("tables in s to public", { "references" })
    op.create_default_privileges("sequences of pg_monitor in s to pg_read_all_data", { "usage" })
    op.drop_table("t")
  end,

  -- Not restored: the rows of table t.
  down = function(op)
    op.drop_default_privileges("tables to pg_monitor")
    op.drop_default_privileges("tables in s to pg_monitor")
    op.drop_default_privileges("tables in s to public")
    op.drop_default_privileges("sequences of pg_monitor in s to pg_read_all_data")
    op.drop_default_privileges("routines to public")
    op.drop_default_privileges("types to public")
    op.drop_default_privileges("schemas to pg_monitor")
    op.create_table("t", {
      { "a", "integer" },
    })
    op.drop_schema("s")
  end,
}
