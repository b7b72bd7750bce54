-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_foreign_table("ft", { options = { "new=2", "table_name=y" } }, { options = { "gone=1", "table_name=x" } })
  end,

  down = function(op)
    op.alter_foreign_table("ft", { options = { "gone=1", "table_name=x" } }, { options = { "new=2", "table_name=y" } })
  end,
}
