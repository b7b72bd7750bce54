-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("w")
    op.drop_view("v")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_view("v", {
      "SELECT a FROM t",
      comment = "seen",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("w", { "SELECT a FROM v", grants = { public = { "select" } } })
  end,

  down = function(op)
    op.drop_view("w")
    op.drop_view("v")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_view("v", {
      "SELECT a FROM t",
      comment = "seen",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("w", { "SELECT a FROM v", grants = { public = { "select" } } })
  end,
}
