-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_column("t", { "d", "text", compression = "pglz" })
    op.alter_column("t", "a", { compression = "pglz" }, { compression = none })
    op.alter_column("t", "b", { compression = none }, { compression = "pglz" })
    op.alter_column("t", "c", { type = "text", compression = "pglz" }, { type = "varchar(10)" })
  end,

  down = function(op)
    op.alter_column("t", "a", { compression = none }, { compression = "pglz" })
    op.alter_column("t", "b", { compression = "pglz" }, { compression = none })
    op.alter_column("t", "c", { type = "varchar(10)", compression = "pglz" }, { type = "text" })
    op.drop_column("t", "d")
  end,
}
