-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "nothing is stored in column t.g itself" },

  up = function(op)
    op.drop_index("t_g_idx")
    op.drop_column("t", "g")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_column("t", { "g", "bigint", generated = "a * 2", comment = "twice" })
    op.create_index("t_g_idx", "t", { "g" })
  end,

  down = function(op)
    op.drop_index("t_g_idx")
    op.drop_column("t", "g")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_column("t", { "g", "bigint", generated = "a * 2", comment = "twice" })
    op.create_index("t_g_idx", "t", { "g" })
  end,
}
