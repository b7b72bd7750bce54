-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_grant("routine", "f()", "pg_monitor", { "execute" })
    op.create_grant("routine", "f()", "public")
    op.drop_grant("routine", "g()", "pg_monitor")
    op.drop_grant("routine", "g()", "public")
  end,

  down = function(op)
    op.create_grant("routine", "g()", "pg_monitor", { "execute" })
    op.create_grant("routine", "g()", "public")
    op.drop_grant("routine", "f()", "pg_monitor")
    op.drop_grant("routine", "f()", "public")
  end,
}
