-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_unique("p", "p_a_key", { "a" })
    op.drop_foreign_key("c", "c_p_fkey")
    op.drop_primary_key("p", "p_pkey")
    op.create_primary_key("p", "p_pkey", { "b" })
    op.create_foreign_key("c", "c_p_fkey", { "p.a", columns = { "p" }, on_delete = "cascade" })
    op.drop_unique("p", "p_b_key")
  end,

  down = function(op)
    op.drop_primary_key("p", "p_pkey")
    op.create_primary_key("p", "p_pkey", { "a" })
    op.create_unique("p", "p_b_key", { "b" })
    op.drop_foreign_key("c", "c_p_fkey")
    op.drop_unique("p", "p_a_key")
    op.create_foreign_key("c", "c_p_fkey", { "p.a", columns = { "p" }, on_delete = "cascade" })
  end,
}
