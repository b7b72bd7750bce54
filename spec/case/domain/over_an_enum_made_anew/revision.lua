-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_enum("state", "state__old")
    op.rename_domain("known", "known__old")
    op.create_enum("state", { "paid", "open" })
    op.create_domain("known", { "state", null = false, default = "open" })
    op.alter_column("t", "b", { type = "state", using = "b::text::state" }, { type = "state" })
    op.alter_column("t", "a", { type = "known", using = "a::text::known" }, { type = "known" })
    op.drop_domain("known__old")
    op.drop_enum("state__old")
  end,

  down = function(op)
    op.rename_enum("state", "state__old")
    op.rename_domain("known", "known__old")
    op.create_enum("state", { "open", "paid", "void" })
    op.create_domain("known", {
      "state",
      null = false,
      default = "open",
      checks = { known_check = "VALUE <> 'void'" },
    })
    op.alter_column("t", "b", { type = "state", using = "b::text::state" }, { type = "state" })
    op.alter_column("t", "a", { type = "known", using = "a::text::known" }, { type = "known" })
    op.drop_domain("known__old")
    op.drop_enum("state__old")
  end,
}
