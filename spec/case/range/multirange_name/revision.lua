-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_range("r", "r__old")
    op.create_range("r", { "float8", multirange_type_name = "many_r" })
    op.alter_column("t", "r", { type = "r", using = "r::text::r" }, { type = "r" })
    op.drop_range("r__old")
  end,

  down = function(op)
    op.rename_range("r", "r__old")
    op.create_range("r", "float8")
    op.alter_column("t", "r", { type = "r", using = "r::text::r" }, { type = "r" })
    op.drop_range("r__old")
  end,
}
