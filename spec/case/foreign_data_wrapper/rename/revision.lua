-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_foreign_data_wrapper("w", "wrapper")
  end,

  down = function(op)
    op.rename_foreign_data_wrapper("wrapper", "w")
  end,
}
