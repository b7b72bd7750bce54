-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_grant("schema", "billing", "pg_read_all_data", { "usage" })
    op.alter_comment("schema", "billing", "money in and out", "money")
    op.alter_grant("schema", "billing", "pg_monitor", { "create", "usage" }, { "usage" })
  end,

  down = function(op)
    op.alter_comment("schema", "billing", "money", "money in and out")
    op.alter_grant("schema", "billing", "pg_monitor", { "usage" }, { "create", "usage" })
    op.drop_grant("schema", "billing", "pg_read_all_data")
  end,
}
