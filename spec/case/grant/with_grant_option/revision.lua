-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_grant("table", "t", "pg_monitor", {
      "delete with grant option",
      "insert",
      "select with grant option",
    }, {
      "insert with grant option",
      "select",
      "update with grant option",
    })
  end,

  down = function(op)
    op.alter_grant("table", "t", "pg_monitor", {
      "insert with grant option",
      "select",
      "update with grant option",
    }, {
      "delete with grant option",
      "insert",
      "select with grant option",
    })
  end,
}
