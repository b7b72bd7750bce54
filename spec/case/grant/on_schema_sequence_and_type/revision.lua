-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_schema("s", { grants = { pg_monitor = { "usage" } } })
    op.create_sequence("s.q", { grants = { pg_monitor = { "select", "usage" } } })
    op.create_enum("s.e", { "a", grants = { pg_monitor = { "usage" }, public = {} } })
  end,

  down = function(op)
    op.drop_grant("schema", "s", "pg_monitor")
    op.drop_sequence("s.q")
    op.drop_enum("s.e")
    op.drop_schema("s")
  end,
}
