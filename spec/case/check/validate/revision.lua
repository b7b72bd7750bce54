-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_check("t", "positive", { not_valid = false }, { not_valid = true })
  end,

  down = function(op)
    op.drop_check("t", "positive")
    op.create_check("t", "positive", { "a > 0", not_valid = true })
  end,
}
