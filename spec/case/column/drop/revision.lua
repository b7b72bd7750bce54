-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.a, column t.b" },

  up = function(op)
    op.drop_check("t", "t_b_check")
    op.drop_index("t_a_idx")
    op.drop_unique("t", "t_a_key")
    op.drop_column("t", "a")
    op.drop_index("t_id_b_idx")
    op.drop_column("t", "b")
  end,

  -- Not restored: the values of column t.a.
  -- Not restored: the values of column t.b.
  down = function(op)
    op.create_column("t", { "b", "integer" })
    op.create_check("t", "t_b_check", "b > 0")
    op.create_column("t", { "a", "text", comment = "gone" })
    op.create_index("t_a_idx", "t", { "a" })
    op.create_index("t_id_b_idx", "t", { "id", "b" })
    op.create_unique("t", "t_a_key", { "a" })
  end,
}
