-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table u" },

  up = function(op)
    op.drop_table("u")
    op.drop_publication_table("t", "p")
  end,

  -- Not restored: the rows of table u.
  down = function(op)
    op.create_table("u", {
      { "a", "integer" },
    })
    op.create_publication_table("t", "p", { where = "a > 0" })
    op.create_publication_table("u", "p")
  end,
}
