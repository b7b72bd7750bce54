-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_comment("enum", "state", "of an invoice")
    op.create_grant("enum", "state", "pg_monitor", { "usage" })
    op.create_grant("enum", "state", "public")
  end,

  down = function(op)
    op.drop_comment("enum", "state")
    op.drop_grant("enum", "state", "pg_monitor")
    op.drop_grant("enum", "state", "public")
  end,
}
