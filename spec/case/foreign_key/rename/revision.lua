-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_foreign_key("c", "one", "two")
  end,

  down = function(op)
    op.rename_foreign_key("c", "two", "one")
  end,
}
