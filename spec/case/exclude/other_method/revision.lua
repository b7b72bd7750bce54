-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_exclude("t", "x")
    op.create_exclude("t", "x", { "a WITH ~=", using = "spgist" })
  end,

  down = function(op)
    op.drop_exclude("t", "x")
    op.create_exclude("t", "x", { "a WITH ~=", using = "gist" })
  end,
}
