-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_check("t", "known")
    op.create_check("t", "known", "a IN ('x', 'y', 'z')")
  end,

  down = function(op)
    op.drop_check("t", "known")
    op.create_check("t", "known", "a IN ('x', 'y')")
  end,
}
