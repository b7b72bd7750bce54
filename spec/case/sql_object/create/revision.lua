-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_sql_object("moods as numbers", {
      create = [[
    CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
    CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
  ]],
      drop = "DROP ACCESS METHOD pile; DROP TRANSFORM FOR integer LANGUAGE sql",
      after = { "rank(mood)", "t" },
    })
  end,

  down = function(op)
    op.drop_sql_object("moods as numbers", {
      drop = "DROP ACCESS METHOD pile; DROP TRANSFORM FOR integer LANGUAGE sql",
    })
  end,
}
