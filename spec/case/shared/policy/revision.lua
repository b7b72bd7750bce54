-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_policy("t", "w")
    op.alter_column("t", "n", { type = "bigint" }, { type = "int" })
    op.create_policy("t", "w", { command = "insert", with_check = "n > 0" })
    op.drop_comment("policy", "t", "own")
    op.alter_policy("t", "own", { roles = { "pg_monitor" }, using = "who = SESSION_USER" }, { roles = none, using = "who = CURRENT_USER" })
  end,

  down = function(op)
    op.create_comment("policy", "t", "own", "own rows")
    op.drop_policy("t", "w")
    op.alter_column("t", "n", { type = "int" }, { type = "bigint" })
    op.create_policy("t", "w", { command = "insert", with_check = "n > 0" })
    op.alter_policy("t", "own", { roles = none, using = "who = CURRENT_USER" }, { roles = { "pg_monitor" }, using = "who = SESSION_USER" })
  end,
}
