-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_publication_table("t", "p")
    op.drop_publication("p")
  end,

  down = function(op)
    op.create_publication("p", { comment = "old" })
    op.create_publication_table("t", "p")
  end,
}
