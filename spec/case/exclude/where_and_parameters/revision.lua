-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_exclude("t", "x")
    op.create_exclude("t", "x", {
      "a WITH =",
      using = "hash",
      with = { "fillfactor=50" },
      where = "NOT b",
    })
  end,

  down = function(op)
    op.drop_exclude("t", "x")
    op.create_exclude("t", "x", { "a WITH =", using = "hash", where = "b" })
  end,
}
