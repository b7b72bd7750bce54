-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_collation("german", "deutsch")
  end,

  down = function(op)
    op.rename_collation("deutsch", "german")
  end,
}
