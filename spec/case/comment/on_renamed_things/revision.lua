-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_column("u", "a", "b")
    op.alter_comment("column", "u", "b", "the column", "a column")
  end,

  down = function(op)
    op.rename_table("u", "t")
    op.rename_column("t", "b", "a")
    op.alter_comment("column", "t", "a", "a column", "the column")
  end,
}
