-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_enum("kk", { "q" })
    op.create_column("t", { "k", "kk", default = "q", comment = "hi" })
    op.create_table("u", {
      { "k", "kk", primary_key = true },
      { "t_id", "int", references = "t.id" },
    })
    op.create_foreign_key("t", "t_k_fkey", { "u.k", columns = { "k" } })
  end,

  down = function(op)
    op.drop_foreign_key("t", "t_k_fkey")
    op.drop_column("t", "k")
    op.drop_table("u")
    op.drop_enum("kk")
  end,
}
