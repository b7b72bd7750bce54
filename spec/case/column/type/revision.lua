-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.alter_column("t", "b", { type = "text", default = "x" }, { type = "varchar(10)", default = "x" })
    op.alter_column("t", "c", { type = "timestamptz" }, { type = "timestamp" })
    op.alter_column("t", "d", { type = "numeric(8,2)" }, { type = "integer" })
  end,

  down = function(op)
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.alter_column("t", "b", { type = "varchar(10)", default = "x" }, { type = "text", default = "x" })
    op.alter_column("t", "c", { type = "timestamp" }, { type = "timestamptz" })
    op.alter_column("t", "d", { type = "integer" }, { type = "numeric(8,2)" })
  end,
}
