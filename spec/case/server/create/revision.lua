-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_extension("postgres_fdw")
    op.create_server("far", {
      foreign_data_wrapper = "postgres_fdw",
      type = "postgres",
      version = "15",
      options = { "host=far.example", "port=5432" },
      comment = "the other side",
      grants = { pg_monitor = { "usage" } },
    })
    op.create_user_mapping("far", "pg_monitor")
    op.create_user_mapping("far", "public", {
      options = { "password=it's \\secret", "user=reader" },
    })
  end,

  down = function(op)
    op.drop_user_mapping("far", "pg_monitor")
    op.drop_user_mapping("far", "public")
    op.drop_server("far")
    op.drop_extension("postgres_fdw")
  end,
}
