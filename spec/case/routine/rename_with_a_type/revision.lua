-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_routine("f(mood, integer)", "f(feeling, integer)")
    op.rename_routine("g(mood[])", "h(feeling[])")
    op.rename_enum("mood", "feeling")
    op.alter_routine("h(feeling[])", { returns = "integer", language = "sql", body = "SELECT 2" })
  end,

  down = function(op)
    op.rename_routine("f(feeling, integer)", "f(mood, integer)")
    op.rename_routine("h(feeling[])", "g(mood[])")
    op.rename_enum("feeling", "mood")
    op.alter_routine("g(mood[])", { returns = "integer", language = "sql", body = "SELECT 1" })
  end,
}
