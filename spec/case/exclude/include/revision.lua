-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("t", "b", "c")
    op.drop_exclude("t", "x")
    op.create_exclude("t", "x", { "a WITH =", include = { "c" }, where = "a > 0" })
  end,

  down = function(op)
    op.rename_column("t", "c", "b")
    op.drop_exclude("t", "x")
    op.create_exclude("t", "x", { "a WITH =", include = { "b" } })
  end,
}
