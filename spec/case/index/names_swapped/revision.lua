-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_index("j", "i__moving")
    op.rename_index("i", "j")
    op.rename_index("i__moving", "i", "j")
  end,

  down = function(op)
    op.rename_index("j", "i__moving")
    op.rename_index("i", "j")
    op.rename_index("i__moving", "i", "j")
  end,
}
