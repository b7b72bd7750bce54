-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("next")
    op.drop_index("part")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_index("next", "t", { "(a + 1)" })
    op.alter_column("t", "b", { type = "varchar(50)" }, { type = "text" })
    op.create_index("part", "t", { "b", where = "a > 0", comment = "partly" })
  end,

  down = function(op)
    op.drop_index("next")
    op.drop_index("part")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_index("next", "t", { "(a + 1)" })
    op.alter_column("t", "b", { type = "text" }, { type = "varchar(50)" })
    op.create_index("part", "t", { "b", where = "a > 0", comment = "partly" })
  end,
}
