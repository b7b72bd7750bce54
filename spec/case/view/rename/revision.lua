-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_view("v", "seen")
  end,

  down = function(op)
    op.rename_view("seen", "v")
  end,
}
