-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_sequence("s", { owned_by = "t.n" }, { owned_by = none })
    op.alter_column("t", "n", { default = sql "nextval('s')" }, { default = none })
  end,

  down = function(op)
    op.alter_sequence("s", { owned_by = none }, { owned_by = "t.n" })
    op.alter_column("t", "n", { default = none }, { default = sql "nextval('s')" })
  end,
}
