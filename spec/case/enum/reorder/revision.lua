-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_enum("size", "size__old")
    op.create_enum("size", { "small", "medium", "large" })
    op.alter_column("t", "size", { type = "size", using = "size::text::size" }, { type = "size" })
    op.alter_column("t", "sizes", { type = "size[]", using = "sizes::text[]::size[]" }, { type = "size[]" })
    op.drop_enum("size__old")
  end,

  down = function(op)
    op.rename_enum("size", "size__old")
    op.create_enum("size", { "large", "small", "medium" })
    op.alter_column("t", "size", { type = "size", using = "size::text::size" }, { type = "size" })
    op.alter_column("t", "sizes", { type = "size[]", using = "sizes::text[]::size[]" }, { type = "size[]" })
    op.drop_enum("size__old")
  end,
}
