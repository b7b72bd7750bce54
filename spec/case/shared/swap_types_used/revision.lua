-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_enum("e1", "e2__moving")
    op.rename_enum("e2", "e1")
    op.rename_enum("e2__moving", "e2", "e1")
  end,

  down = function(op)
    op.rename_enum("e2", "e1__moving")
    op.rename_enum("e1", "e2")
    op.rename_enum("e1__moving", "e1", "e2")
  end,
}
