-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.alter_column("t", "b", { type = "varchar(50)" }, { type = "text" })
  end,

  down = function(op)
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.alter_column("t", "b", { type = "text" }, { type = "varchar(50)" })
  end,
}
