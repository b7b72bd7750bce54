-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_statistics("k")
    op.create_statistics("k", "t", { "a", "c", kinds = { "mcv" } })
    op.drop_statistics("s")
    op.create_statistics("s", "t", { "a", "c" })
    op.alter_statistics("g", { target = 50 }, { target = none })
  end,

  down = function(op)
    op.drop_statistics("k")
    op.create_statistics("k", "t", { "a", "c" })
    op.drop_statistics("s")
    op.create_statistics("s", "t", { "a", "b" })
    op.alter_statistics("g", { target = none }, { target = 50 })
  end,
}
