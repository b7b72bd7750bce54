-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.a" },

  up = function(op)
    op.drop_view("v")
    op.drop_index("t_a_id_idx")
    op.drop_unique("t", "t_a_key")
    op.drop_column("t", "a")
  end,

  -- Not restored: the values of column t.a.
  down = function(op)
    op.create_column("t", { "a", "text", comment = "c" })
    op.create_view("v", "SELECT a FROM t")
    op.create_index("t_a_id_idx", "t", { "a", "id" })
    op.create_unique("t", "t_a_key", { "a" })
  end,
}
