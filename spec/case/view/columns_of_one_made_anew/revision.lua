-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_view("v", {
      "SELECT a, b FROM t",
      columns = { a = { default = 1, comment = "kept" } },
    })
  end,

  down = function(op)
    op.drop_view("v")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_view("v", {
      "SELECT a, b FROM t",
      columns = { a = { default = 1, comment = "kept" } },
    })
  end,
}
