-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v3")
    op.drop_view("v2")
    op.drop_view("v1")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_view("v1", "SELECT a FROM t")
    op.create_view("v2", "SELECT a + 1 AS b FROM v1")
    op.create_view("v3", { "SELECT v1.a, v2.b FROM v1, v2", comment = "both" })
  end,

  down = function(op)
    op.drop_view("v3")
    op.drop_view("v2")
    op.drop_view("v1")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_view("v1", "SELECT a FROM t")
    op.create_view("v2", "SELECT a + 1 AS b FROM v1")
    op.create_view("v3", { "SELECT v1.a, v2.b FROM v1, v2", comment = "both" })
  end,
}
