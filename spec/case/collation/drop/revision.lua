-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_collation("german")
  end,

  down = function(op)
    op.create_collation("german", { provider = "icu", locale = "de", comment = "of names" })
  end,
}
