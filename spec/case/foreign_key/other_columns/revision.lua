-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_foreign_key("c", "f")
    op.create_foreign_key("c", "f", { "p.a", "p.b", columns = { "x", "z" }, match = "full" })
  end,

  down = function(op)
    op.drop_foreign_key("c", "f")
    op.create_foreign_key("c", "f", { "p.a", "p.b", columns = { "x", "y" } })
  end,
}
