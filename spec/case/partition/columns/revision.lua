-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.gone" },

  up = function(op)
    op.rename_column("t", "a", "b")
    op.rename_index("t_1_a_idx", "t_1_b_idx")
    op.create_column("t", { "new", "integer", default = 1 })
    op.create_check("t", "positive", "n > 0")
    op.create_index("t_1_new_idx", "t_1", { "new" })
    op.drop_view("v")
    op.alter_column("t", "b", { type = "varchar(20)", null = false }, { type = "text", null = true })
    op.create_view("v", "SELECT b AS a FROM t_1")
    op.drop_index("t_1_gone_idx")
    op.drop_column("t", "gone")
  end,

  -- Not restored: the values of column t.gone.
  down = function(op)
    op.rename_column("t", "b", "a")
    op.rename_index("t_1_b_idx", "t_1_a_idx")
    op.drop_view("v")
    op.alter_column("t", "a", { type = "text", null = true }, { type = "varchar(20)", null = false })
    op.create_view("v", "SELECT a FROM t_1")
    op.create_column("t", { "gone", "text" })
    op.create_index("t_1_gone_idx", "t_1", { "gone" })
    op.drop_index("t_1_new_idx")
    op.drop_column("t", "new")
    op.drop_check("t", "positive")
  end,
}
