-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_foreign_key("c", "c_p_fkey")
    op.create_foreign_key("c", "c_p_fkey", { "q.id", columns = { "p" } })
  end,

  down = function(op)
    op.drop_foreign_key("c", "c_p_fkey")
    op.create_foreign_key("c", "c_p_fkey", { "p.id", columns = { "p" } })
  end,
}
