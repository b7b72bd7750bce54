-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_enum("state", { { "started", renamed_from = "open" }, "paid", "void", "lost" }, { "open", "paid", "void", "lost" })
    op.alter_column("t", "state", { default = none }, { default = "open" })
    op.rename_enum("state", "state__old")
    op.create_enum("state", { { "started", renamed_from = "open" }, "paid" })
    op.alter_column("t", "state", {
      type = "state",
      default = "started",
      using = "state::text::state",
    }, { type = "state", default = none })
    op.drop_enum("state__old")
  end,

  down = function(op)
    op.alter_enum("state", { "open", "paid", "void", "lost" }, { { "started", renamed_from = "open" }, "paid" })
    op.alter_column("t", "state", { default = "open" }, { default = "started" })
  end,
}
