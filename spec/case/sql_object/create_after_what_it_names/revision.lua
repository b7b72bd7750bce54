-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_routine("call_ours()", {
      returns = "language_handler",
      language = "c",
      library = "$libdir/plpgsql",
      body = "plpgsql_call_handler",
    })
    op.create_sql_object("a language of our own", {
      create = "CREATE LANGUAGE ours HANDLER call_ours",
      drop = "DROP LANGUAGE ours",
    })
    op.create_sql_object("and what it speaks", {
      create = "CREATE FUNCTION spoken() RETURNS integer LANGUAGE ours AS 'nothing'",
      drop = "DROP FUNCTION spoken()",
      after = { "a language of our own" },
    })
  end,

  down = function(op)
    op.drop_sql_object("and what it speaks", { drop = "DROP FUNCTION spoken()" })
    op.drop_sql_object("a language of our own", { drop = "DROP LANGUAGE ours" })
    op.drop_routine("call_ours()")
  end,
}
