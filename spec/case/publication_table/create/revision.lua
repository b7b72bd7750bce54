-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_publication_table("t", "p", { columns = { "a", "b" }, where = "a IN (1, 2)" })
  end,

  down = function(op)
    op.drop_publication_table("t", "p")
  end,
}
