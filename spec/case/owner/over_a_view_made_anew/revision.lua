-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.alter_column("t", "id", { type = "bigint" }, { type = "integer" })
    op.create_view("v", { "SELECT id FROM t", owner = "pg_monitor" })
  end,

  down = function(op)
    op.drop_view("v")
    op.alter_column("t", "id", { type = "integer" }, { type = "bigint" })
    op.create_view("v", { "SELECT id FROM t", owner = "pg_monitor" })
  end,
}
