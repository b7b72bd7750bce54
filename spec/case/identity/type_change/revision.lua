-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "id", { type = "bigint" }, { type = "integer" })
  end,

  down = function(op)
    op.alter_column("t", "id", { type = "integer" }, { type = "bigint" })
  end,
}
