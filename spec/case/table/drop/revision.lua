-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table a, column b.a" },

  up = function(op)
    op.drop_foreign_key("b", "b_a_fkey")
    op.drop_table("a")
    op.drop_column("b", "a")
  end,

  -- Not restored: the rows of table a.
  -- Not restored: the values of column b.a.
  down = function(op)
    op.create_table("a", {
      { "id", "integer", primary_key = true, identity = true },
      comment = "gone soon",
    })
    op.create_column("b", { "a", "integer" })
    op.create_foreign_key("b", "b_a_fkey", { "a.id", columns = { "a" } })
    op.create_index("a_id_idx", "a", { "id" })
  end,
}
