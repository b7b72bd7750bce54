-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_foreign_data_wrapper("w")
  end,

  down = function(op)
    op.create_foreign_data_wrapper("w", {
      comment = "to other servers",
      grants = { pg_monitor = { "usage with grant option" } },
    })
  end,
}
