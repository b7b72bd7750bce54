-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_policy("t", "p")
    op.alter_table("t", { row_security = false }, { row_security = true })
  end,

  down = function(op)
    op.create_policy("t", "p", { using = "id > 0" })
    op.alter_table("t", { row_security = true }, { row_security = false })
  end,
}
