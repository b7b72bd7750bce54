-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_column("u", "a", "x")
    op.alter_view("v", "SELECT x AS a, b FROM u WHERE u.x > 1")
  end,

  down = function(op)
    op.rename_table("u", "t")
    op.rename_column("t", "x", "a")
    op.alter_view("v", "SELECT a, b FROM t WHERE t.a > 1")
  end,
}
