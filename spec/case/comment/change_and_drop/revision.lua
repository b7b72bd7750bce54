-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_comment("sequence", "s", "two", "one")
    op.alter_comment("column", "t", "a", "two \\ too", "one")
    op.alter_comment("table", "t", [[
it's
two]], "one")
    op.drop_comment("column", "t", "b")
  end,

  down = function(op)
    op.create_comment("column", "t", "b", "one")
    op.alter_comment("sequence", "s", "one", "two")
    op.alter_comment("column", "t", "a", "one", "two \\ too")
    op.alter_comment("table", "t", "one", [[
it's
two]])
  end,
}
