-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { default = "it isn't" }, { default = "it's" })
    op.alter_column("t", "b", { default = none }, { default = 1 })
    op.alter_column("t", "c", { default = sql "now() + interval '1 day'" }, { default = now() })
    op.alter_column("t", "d", { default = "[]" }, { default = '{"a":1}' })
    op.alter_column("t", "e", { default = "" }, { default = none })
    op.alter_column("t", "f", { default = false }, { default = true })
  end,

  down = function(op)
    op.alter_column("t", "a", { default = "it's" }, { default = "it isn't" })
    op.alter_column("t", "b", { default = 1 }, { default = none })
    op.alter_column("t", "c", { default = now() }, { default = sql "now() + interval '1 day'" })
    op.alter_column("t", "d", { default = '{"a":1}' }, { default = "[]" })
    op.alter_column("t", "e", { default = none }, { default = "" })
    op.alter_column("t", "f", { default = true }, { default = false })
  end,
}
