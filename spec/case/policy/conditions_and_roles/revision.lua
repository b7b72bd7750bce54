-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_policy("t", "q")
    op.create_policy("t", "q", { using = "id > 0", comment = "fewer words" })
    op.alter_policy("t", "p", {
      roles = { "pg_monitor" },
      using = "id > 1",
      with_check = "id > 2",
    }, { roles = none, using = "id > 0", with_check = none })
  end,

  down = function(op)
    op.drop_policy("t", "p")
    op.create_policy("t", "p", { using = "id > 0" })
    op.drop_comment("policy", "t", "q")
    op.alter_policy("t", "q", { roles = { "pg_monitor" }, with_check = "id > 1" }, { roles = none, with_check = none })
  end,
}
