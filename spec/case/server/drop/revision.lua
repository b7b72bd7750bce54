-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_user_mapping("far", "pg_monitor")
    op.drop_server("far")
    op.drop_foreign_data_wrapper("w")
  end,

  down = function(op)
    op.create_foreign_data_wrapper("w")
    op.create_server("far", { foreign_data_wrapper = "w" })
    op.create_user_mapping("far", "pg_monitor")
  end,
}
