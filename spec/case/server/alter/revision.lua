-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_server("far", { version = none, options = { "dbname=d", "host=near.example" } }, { version = "15", options = { "host=far.example", "port=5432" } })
    op.alter_server("near", { version = "16" }, { version = none })
  end,

  down = function(op)
    op.alter_server("far", { version = "15", options = { "host=far.example", "port=5432" } }, { version = none, options = { "dbname=d", "host=near.example" } })
    op.alter_server("near", { version = none }, { version = "16" })
  end,
}
