-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_index("i", "by_a")
  end,

  down = function(op)
    op.rename_index("by_a", "i")
  end,
}
