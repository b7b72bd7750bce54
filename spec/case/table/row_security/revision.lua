-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("a", { force_row_security = false }, { force_row_security = true })
    op.alter_table("b", { row_security = true, force_row_security = true }, { row_security = false, force_row_security = false })
  end,

  down = function(op)
    op.alter_table("a", { force_row_security = true }, { force_row_security = false })
    op.alter_table("b", { row_security = false, force_row_security = false }, { row_security = true, force_row_security = true })
  end,
}
