-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { type = "text", storage = "external" }, { type = "varchar(10)" })
  end,

  down = function(op)
    op.alter_column("t", "a", { type = "varchar(10)", storage = "external" }, { type = "text" })
  end,
}
