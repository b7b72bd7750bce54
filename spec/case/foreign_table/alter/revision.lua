-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("ft", "b", "c")
    op.create_column("ft", { "d", "date" })
    op.alter_foreign_table("ft", { options = { "b=3", "c=4" } }, { options = { "a=1", "b=2" } })
    op.alter_column("ft", "a", { type = "bigint", null = false }, { type = "integer", null = true })
    op.alter_comment("foreign_table", "ft", "new", "old")
  end,

  down = function(op)
    op.rename_column("ft", "c", "b")
    op.drop_column("ft", "d")
    op.alter_foreign_table("ft", { options = { "a=1", "b=2" } }, { options = { "b=3", "c=4" } })
    op.alter_column("ft", "a", { type = "integer", null = true }, { type = "bigint", null = false })
    op.alter_comment("foreign_table", "ft", "old", "new")
  end,
}
