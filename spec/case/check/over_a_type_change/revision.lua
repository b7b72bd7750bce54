-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_check("t", "even")
    op.drop_check("t", "t_a_check")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_check("t", "even", "a % 2 = 0")
    op.create_check("t", "t_a_check", "a > 0")
  end,

  down = function(op)
    op.drop_check("t", "t_a_check")
    op.drop_check("t", "even")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_check("t", "t_a_check", "a > 0")
    op.create_check("t", "even", "a % 2 = 0")
  end,
}
