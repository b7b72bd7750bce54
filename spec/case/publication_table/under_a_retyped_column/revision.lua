-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_publication_table("t", "p")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_publication_table("t", "p", { where = "a > 0" })
  end,

  down = function(op)
    op.drop_publication_table("t", "p")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_publication_table("t", "p", { where = "a > 0" })
  end,
}
