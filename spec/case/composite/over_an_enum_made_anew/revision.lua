-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_enum("e", "e__old")
    op.rename_composite("c", "c__old")
    op.create_enum("e", { "x", "y" })
    op.create_composite("c", {
      { "e", "e" },
    })
    op.alter_attribute("free", "e", { type = "e[]" }, { type = "e[]" })
    op.alter_column("t", "c", { type = "c", using = "c::text::c" }, { type = "c" })
    op.alter_column("t", "l", { type = "c[]", using = "l::text[]::c[]" }, { type = "c[]" })
    op.drop_composite("c__old")
    op.drop_enum("e__old")
  end,

  down = function(op)
    op.alter_enum("e", { "x", "y", "z" }, { "x", "y" })
  end,
}
