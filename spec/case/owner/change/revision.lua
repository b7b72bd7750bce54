-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_owner("table", "a", "pg_monitor")
    op.alter_owner("table", "b", "pg_read_all_data", "pg_monitor")
    op.drop_owner("table", "c")
  end,

  down = function(op)
    op.create_owner("table", "c", "pg_monitor")
    op.alter_owner("table", "b", "pg_monitor", "pg_read_all_data")
    op.drop_owner("table", "a")
  end,
}
