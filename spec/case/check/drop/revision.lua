-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_check("t", "t_a_check")
    op.drop_check("t", "t_a_check1")
  end,

  down = function(op)
    op.create_check("t", "t_a_check", "a > 0")
    op.create_check("t", "t_a_check1", { "a < 9", comment = "small" })
  end,
}
