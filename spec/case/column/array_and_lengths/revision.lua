-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { type = "bigint[]", using = "a::bigint[]" }, { type = "integer[]" })
    op.alter_column("t", "b", { type = "varchar(40)" }, { type = "varchar(20)" })
    op.alter_column("t", "c", { type = "timestamp(6)" }, { type = "timestamp(3)" })
    op.alter_column("t", "d", { type = "numeric(20,4)" }, { type = "numeric" })
  end,

  down = function(op)
    op.alter_column("t", "a", { type = "integer[]", using = "a::integer[]" }, { type = "bigint[]" })
    op.alter_column("t", "b", { type = "varchar(20)" }, { type = "varchar(40)" })
    op.alter_column("t", "c", { type = "timestamp(3)" }, { type = "timestamp(6)" })
    op.alter_column("t", "d", { type = "numeric" }, { type = "numeric(20,4)" })
  end,
}
