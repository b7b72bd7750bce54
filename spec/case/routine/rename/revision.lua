-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_routine("f(integer)", "g(integer)")
  end,

  down = function(op)
    op.rename_routine("g(integer)", "f(integer)")
  end,
}
