-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_column("t", { "a", "text" })
    op.create_column("t", { "b", "text", null = false, default = "x" })
    op.create_column("t", { "c", "timestamptz", null = false, default = now() })
    op.create_column("t", { "d", "integer[]", default = "{1,2}" })
    op.create_column("t", { "e", "jsonb", null = false, default = "{}" })
    op.create_column("t", { "f", "boolean", null = false, default = false, comment = "a flag" })
    op.create_column("t", { "g", "numeric(10,2)", default = 1.5 })
    op.create_check("t", "t_g_check", "g > 0")
    op.create_column("t", { "h", "varchar(10)" })
    op.create_unique("t", "t_h_key", { "h" })
  end,

  down = function(op)
    op.drop_column("t", "a")
    op.drop_column("t", "b")
    op.drop_column("t", "c")
    op.drop_column("t", "d")
    op.drop_column("t", "e")
    op.drop_column("t", "f")
    op.drop_check("t", "t_g_check")
    op.drop_column("t", "g")
    op.drop_unique("t", "t_h_key")
    op.drop_column("t", "h")
  end,
}
