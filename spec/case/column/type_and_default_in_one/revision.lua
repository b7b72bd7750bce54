-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "x", { type = "e", default = "b", using = "x::e" }, { type = "text", default = "a" })
  end,

  down = function(op)
    op.alter_column("t", "x", { type = "text", default = "a" }, { type = "e", default = "b" })
  end,
}
