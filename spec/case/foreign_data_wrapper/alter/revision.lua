-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_foreign_data_wrapper("w", { validator = none }, { validator = "postgresql_fdw_validator(text[], oid)" })
    op.alter_foreign_data_wrapper("x", { options = { "b=3", "c=3", "d=it's" } }, { options = { "a=1", "b=2", "c=3" } })
    op.alter_foreign_data_wrapper("y", { validator = "postgresql_fdw_validator(text[], oid)" }, { validator = none })
  end,

  down = function(op)
    op.alter_foreign_data_wrapper("w", { validator = "postgresql_fdw_validator(text[], oid)" }, { validator = none })
    op.alter_foreign_data_wrapper("x", { options = { "a=1", "b=2", "c=3" } }, { options = { "b=3", "c=3", "d=it's" } })
    op.alter_foreign_data_wrapper("y", { validator = none }, { validator = "postgresql_fdw_validator(text[], oid)" })
  end,
}
