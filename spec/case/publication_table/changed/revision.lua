-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_publication_table("t", "p")
    op.create_publication_table("t", "p", { where = "a > 0" })
    op.drop_publication_table("t", "q")
    op.create_publication_table("t", "q", { columns = { "a", "b" } })
  end,

  down = function(op)
    op.drop_publication_table("t", "p")
    op.create_publication_table("t", "p")
    op.drop_publication_table("t", "q")
    op.create_publication_table("t", "q", { columns = { "a" } })
  end,
}
