-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("a", {
      { "id", "int", primary_key = true },
      { "b_id", "int" },
    })
    op.create_table("b", {
      { "id", "int", primary_key = true },
      { "a_id", "int", references = { "a.id", on_delete = "cascade" } },
    })
    op.create_foreign_key("a", "a_b_id_fkey", { "b.id", columns = { "b_id" } })
  end,

  down = function(op)
    op.drop_foreign_key("b", "b_a_id_fkey")
    op.drop_table("a")
    op.drop_table("b")
  end,
}
