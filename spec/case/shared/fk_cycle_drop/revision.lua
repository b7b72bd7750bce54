-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table a, table b" },

  up = function(op)
    op.drop_foreign_key("b", "b_a_id_fkey")
    op.drop_table("a")
    op.drop_table("b")
  end,

  -- Not restored: the rows of table a.
  -- Not restored: the rows of table b.
  down = function(op)
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
}
