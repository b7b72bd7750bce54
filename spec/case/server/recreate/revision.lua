-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_user_mapping("far", "pg_monitor")
    op.drop_server("far")
    op.create_server("far", {
      foreign_data_wrapper = "x",
      type = "other",
      comment = "the other side",
      grants = { pg_monitor = { "usage" } },
    })
    op.create_user_mapping("far", "pg_monitor", { options = { "user=m" } })
  end,

  down = function(op)
    op.drop_user_mapping("far", "pg_monitor")
    op.drop_server("far")
    op.create_server("far", {
      foreign_data_wrapper = "w",
      comment = "the other side",
      grants = { pg_monitor = { "usage" } },
    })
    op.create_user_mapping("far", "pg_monitor", { options = { "user=m" } })
  end,
}
