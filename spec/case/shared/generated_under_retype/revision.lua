-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "nothing is stored in column t.b itself" },

  up = function(op)
    op.drop_view("v")
    op.drop_index("t_b_idx")
    op.drop_column("t", "b")
    op.alter_column("t", "a", { type = "bigint" }, { type = "int" })
    op.create_column("t", { "b", "int", generated = "a * 2", comment = "gb" })
    op.create_view("v", "SELECT b FROM t")
    op.create_index("t_b_idx", "t", { "b", comment = "ib" })
  end,

  down = function(op)
    op.drop_index("t_b_idx")
    op.drop_view("v")
    op.drop_column("t", "b")
    op.alter_column("t", "a", { type = "int" }, { type = "bigint" })
    op.create_column("t", { "b", "int", generated = "a * 2", comment = "gb" })
    op.create_index("t_b_idx", "t", { "b", comment = "ib" })
    op.create_view("v", "SELECT b FROM t")
  end,
}
