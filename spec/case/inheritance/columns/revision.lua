-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column city.gone" },

  up = function(op)
    op.rename_column("city", "name", "title")
    op.create_column("city", { "new", "text", default = "x" })
    op.create_index("capital_new_idx", "capital", { "new" })
    op.drop_view("v")
    op.alter_column("city", "size", { type = "bigint" }, { type = "integer" })
    op.create_view("v", "SELECT size FROM capital")
    op.alter_column("city", "title", { null = false }, { null = true })
    op.drop_column("city", "gone")
  end,

  -- Not restored: the values of column city.gone.
  down = function(op)
    op.rename_column("city", "title", "name")
    op.create_column("city", { "gone", "text" })
    op.drop_view("v")
    op.alter_column("city", "size", { type = "integer" }, { type = "bigint" })
    op.create_view("v", "SELECT size FROM capital")
    op.alter_column("city", "name", { null = true }, { null = false })
    op.drop_index("capital_new_idx")
    op.drop_column("city", "new")
  end,
}
