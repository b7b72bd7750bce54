-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_operator("+(mood, mood)", "+(feeling, feeling)")
    op.rename_routine("sum(mood, mood)", "sum(feeling, feeling)")
    op.rename_enum("mood", "feeling")
  end,

  down = function(op)
    op.rename_operator("+(feeling, feeling)", "+(mood, mood)")
    op.rename_routine("sum(feeling, feeling)", "sum(mood, mood)")
    op.rename_enum("feeling", "mood")
  end,
}
