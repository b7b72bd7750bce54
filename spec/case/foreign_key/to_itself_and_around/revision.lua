-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("a", "b", { type = "bigint" }, { type = "integer" })
    op.alter_column("b", "id", { type = "bigint" }, { type = "integer" })
    op.create_foreign_key("a", "a_b_fkey", { "b.id", columns = { "b" } })
    op.drop_foreign_key("a", "a_up_fkey")
    op.alter_column("a", "up", { type = "bigint" }, { type = "integer" })
    op.drop_foreign_key("b", "b_a_fkey")
    op.alter_column("a", "id", { type = "bigint" }, { type = "integer" })
    op.create_foreign_key("a", "a_up_fkey", { "a.id", columns = { "up" } })
    op.alter_column("b", "a", { type = "bigint" }, { type = "integer" })
    op.create_foreign_key("b", "b_a_fkey", { "a.id", columns = { "a" } })
  end,

  down = function(op)
    op.drop_foreign_key("a", "a_up_fkey")
    op.drop_foreign_key("b", "b_a_fkey")
    op.alter_column("a", "id", { type = "integer" }, { type = "bigint" })
    op.alter_column("a", "up", { type = "integer" }, { type = "bigint" })
    op.create_foreign_key("a", "a_up_fkey", { "a.id", columns = { "up" } })
    op.alter_column("b", "a", { type = "integer" }, { type = "bigint" })
    op.create_foreign_key("b", "b_a_fkey", { "a.id", columns = { "a" } })
    op.drop_foreign_key("a", "a_b_fkey")
    op.alter_column("a", "b", { type = "integer" }, { type = "bigint" })
    op.alter_column("b", "id", { type = "integer" }, { type = "bigint" })
  end,
}
