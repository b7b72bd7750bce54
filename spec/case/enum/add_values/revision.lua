-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_enum("state", { "draft", "open", "sent", "late", "paid", "void" }, { "open", "paid" })
  end,

  down = function(op)
    op.alter_column("t", "state", { default = none }, { default = "open" })
    op.rename_enum("state", "state__old")
    op.create_enum("state", { "open", "paid" })
    op.alter_column("t", "state", {
      type = "state",
      default = "open",
      using = "state::text::state",
    }, { type = "state", default = none })
    op.drop_enum("state__old")
  end,
}
