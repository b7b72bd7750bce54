-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_sql_object("rule of v", { drop = "DROP RULE r ON v" })
    op.drop_view("v")
    op.create_view("v", "SELECT a::text AS a FROM t")
    op.create_sql_object("rule of v", {
      create = "CREATE RULE r AS ON INSERT TO v DO INSTEAD NOTHING",
      drop = "DROP RULE r ON v",
      after = { "v" },
    })
  end,

  down = function(op)
    op.drop_sql_object("rule of v", { drop = "DROP RULE r ON v" })
    op.drop_view("v")
    op.create_view("v", "SELECT a FROM t")
    op.create_sql_object("rule of v", {
      create = "CREATE RULE r AS ON INSERT TO v DO INSTEAD NOTHING",
      drop = "DROP RULE r ON v",
      after = { "v" },
    })
  end,
}
