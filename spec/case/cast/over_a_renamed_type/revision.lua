-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_routine("rank(mood)", "rank(feeling)")
    op.rename_enum("mood", "feeling")
    op.rename_cast("mood AS integer", "feeling AS integer")
  end,

  down = function(op)
    op.rename_cast("feeling AS integer", "mood AS integer")
    op.rename_routine("rank(feeling)", "rank(mood)")
    op.rename_enum("feeling", "mood")
  end,
}
