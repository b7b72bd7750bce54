-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_user_mapping("far", "pg_read_all_data", { options = { "user=r" } })
    op.alter_user_mapping("far", "pg_monitor", { options = { "password=b", "user=m" } }, { options = { "password=a", "user=m" } })
    op.drop_user_mapping("far", "public")
  end,

  down = function(op)
    op.create_user_mapping("far", "public")
    op.alter_user_mapping("far", "pg_monitor", { options = { "password=a", "user=m" } }, { options = { "password=b", "user=m" } })
    op.drop_user_mapping("far", "pg_read_all_data")
  end,
}
