-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "s", { default = none }, { default = "open" })
    op.rename_enum("state", "state__old")
    op.create_domain("state", { "text", checks = { state_check = "VALUE IN ('open', 'paid')" } })
    op.alter_column("t", "s", { type = "state", default = "open", using = "s::text::state" }, { type = "state", default = none })
    op.drop_enum("state__old")
  end,

  down = function(op)
    op.alter_column("t", "s", { default = none }, { default = "open" })
    op.rename_domain("state", "state__old")
    op.create_enum("state", { "open", "paid" })
    op.alter_column("t", "s", { type = "state", default = "open", using = "s::text::state" }, { type = "state", default = none })
    op.drop_domain("state__old")
  end,
}
