-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_comment("enum", "e", "an enum")
    op.create_comment("check", "t", "t_a_check", "another")
    op.create_comment("column", "t", "a", "a column")
    op.create_comment("unique", "t", "t_a_key", "a constraint")
    op.create_comment("table", "t", "a table")
    op.create_comment("index", "t_a_idx", "an index")
  end,

  down = function(op)
    op.drop_comment("enum", "e")
    op.drop_comment("check", "t", "t_a_check")
    op.drop_comment("column", "t", "a")
    op.drop_comment("unique", "t", "t_a_key")
    op.drop_comment("table", "t")
    op.drop_comment("index", "t_a_idx")
  end,
}
