-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table b" },

  up = function(op)
    op.drop_foreign_key("c", "c_b_id_fkey")
    op.drop_table("b")
    op.rename_table("a", "b")
    op.rename_primary_key("b", "a_pkey", "b_pkey")
    op.rename_table("c", "c2")
    op.create_table("a", {
      { "z", "text" },
    })
  end,

  -- Not restored: the rows of table b.
  down = function(op)
    op.drop_table("a")
    op.rename_table("b", "a")
    op.rename_table("c2", "c")
    op.rename_primary_key("a", "b_pkey", "a_pkey")
    op.create_table("b", {
      { "id", "int", primary_key = true },
      { "a_id", "int", references = "a.id" },
    })
    op.create_foreign_key("c", "c_b_id_fkey", { "b.id", columns = { "b_id" } })
  end,
}
