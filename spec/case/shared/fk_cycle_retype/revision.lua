-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_foreign_key("b", "b_a_id_fkey")
    op.alter_column("b", "a_id", { type = "bigint" }, { type = "int" })
    op.alter_column("a", "id", { type = "bigint" }, { type = "int" })
    op.create_foreign_key("b", "b_a_id_fkey", {
      "a.id",
      columns = { "a_id" },
      on_delete = "cascade",
    })
    op.drop_foreign_key("a", "a_b_id_fkey")
    op.alter_column("a", "b_id", { type = "bigint" }, { type = "int" })
    op.alter_column("b", "id", { type = "bigint" }, { type = "int" })
    op.create_foreign_key("a", "a_b_id_fkey", { "b.id", columns = { "b_id" } })
  end,

  down = function(op)
    op.drop_foreign_key("b", "b_a_id_fkey")
    op.alter_column("a", "id", { type = "int" }, { type = "bigint" })
    op.alter_column("b", "a_id", { type = "int" }, { type = "bigint" })
    op.create_foreign_key("b", "b_a_id_fkey", {
      "a.id",
      columns = { "a_id" },
      on_delete = "cascade",
    })
    op.drop_foreign_key("a", "a_b_id_fkey")
    op.alter_column("a", "b_id", { type = "int" }, { type = "bigint" })
    op.alter_column("b", "id", { type = "int" }, { type = "bigint" })
    op.create_foreign_key("a", "a_b_id_fkey", { "b.id", columns = { "b_id" } })
  end,
}
