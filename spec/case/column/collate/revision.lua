-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { collate = none }, { collate = '"C"' })
    op.alter_column("t", "b", { collate = '"C"' }, { collate = none })
  end,

  down = function(op)
    op.alter_column("t", "a", { collate = '"C"' }, { collate = none })
    op.alter_column("t", "b", { collate = none }, { collate = '"C"' })
  end,
}
