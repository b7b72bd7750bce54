-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { type = "text", collate = none }, { type = "text", collate = '"C"' })
    op.alter_column("t", "b", { type = "text", collate = '"C"' }, { type = "text", collate = none })
  end,

  down = function(op)
    op.alter_column("t", "a", { type = "text", collate = '"C"' }, { type = "text", collate = none })
    op.alter_column("t", "b", { type = "text", collate = none }, { type = "text", collate = '"C"' })
  end,
}
