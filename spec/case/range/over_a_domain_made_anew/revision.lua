-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_domain("d", "d__old")
    op.rename_range("r", "r__old")
    op.create_domain("d", "bigint")
    op.create_range("r", "d")
    op.alter_column("t", "r", { type = "r", using = "r::text::r" }, { type = "r" })
    op.drop_range("r__old")
    op.drop_domain("d__old")
  end,

  down = function(op)
    op.rename_domain("d", "d__old")
    op.rename_range("r", "r__old")
    op.create_domain("d", "integer")
    op.create_range("r", "d")
    op.alter_column("t", "r", { type = "r", using = "r::text::r" }, { type = "r" })
    op.drop_range("r__old")
    op.drop_domain("d__old")
  end,
}
