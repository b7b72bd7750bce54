-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.alter_column("t", "x", { type = "text", default = "a" }, { type = "e", default = "a" })
    op.drop_enum("e")
    op.create_view("v", "SELECT x FROM t")
  end,

  down = function(op)
    op.create_enum("e", { "a", "b" })
    op.drop_view("v")
    op.alter_column("t", "x", { type = "e", default = "a", using = "x::e" }, { type = "text", default = "a" })
    op.create_view("v", "SELECT x FROM t")
  end,
}
