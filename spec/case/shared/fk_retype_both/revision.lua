-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_foreign_key("c", "c_p_id_fkey")
    op.alter_column("c", "p_id", { type = "text" }, { type = "int" })
    op.alter_column("p", "id", { type = "text" }, { type = "int" })
    op.create_foreign_key("c", "c_p_id_fkey", { "p.id", columns = { "p_id" } })
  end,

  down = function(op)
    op.drop_foreign_key("c", "c_p_id_fkey")
    op.alter_column("p", "id", { type = "int", using = "id::int" }, { type = "text" })
    op.alter_column("c", "p_id", { type = "int", using = "p_id::int" }, { type = "text" })
    op.create_foreign_key("c", "c_p_id_fkey", { "p.id", columns = { "p_id" } })
  end,
}
