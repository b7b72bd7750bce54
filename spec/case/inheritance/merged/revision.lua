-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("city", "name", "title")
    op.create_column("capital", { "new", "text" })
    op.create_column("city", { "new", "text" })
    op.alter_column("city", "title", { type = "text" }, { type = "varchar(10)" })
    op.alter_column("capital", "size", { default = 6 }, { default = 5 })
  end,

  down = function(op)
    op.rename_column("city", "title", "name")
    op.alter_column("city", "name", { type = "varchar(10)" }, { type = "text" })
    op.alter_column("capital", "size", { default = 5 }, { default = 6 })
    op.drop_column("city", "new")
    op.drop_column("capital", "new")
  end,
}
