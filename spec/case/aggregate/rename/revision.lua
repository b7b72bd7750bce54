-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_aggregate("worst(mood)", "lowest(feeling)")
    op.rename_aggregate("best(mood)", "best(feeling)")
    op.rename_enum("mood", "feeling")
  end,

  down = function(op)
    op.rename_aggregate("best(feeling)", "best(mood)")
    op.rename_aggregate("lowest(feeling)", "worst(mood)")
    op.rename_enum("feeling", "mood")
  end,
}
