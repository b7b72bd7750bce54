-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_schema("billing", { owner = "pg_monitor" })
    op.create_enum("e", { "a", owner = "pg_monitor" })
    op.create_table("t", {
      { "id", "integer", identity = true },
      owner = "pg_monitor",
    })
    op.create_view("v", { "SELECT id FROM t", owner = "pg_monitor" })
    op.create_sequence("s", { owner = "pg_monitor" })
    op.create_routine("f(integer)", {
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
      owner = "pg_monitor",
    })
  end,

  down = function(op)
    op.drop_owner("schema", "billing")
    op.drop_schema("billing")
    op.drop_enum("e")
    op.drop_view("v")
    op.drop_table("t")
    op.drop_sequence("s")
    op.drop_routine("f(integer)")
  end,
}
