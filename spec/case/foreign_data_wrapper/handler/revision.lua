-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_foreign_data_wrapper("w", { handler = "postgres_fdw_handler()" }, { handler = none })
  end,

  down = function(op)
    op.alter_foreign_data_wrapper("w", { handler = none }, { handler = "postgres_fdw_handler()" })
  end,
}
