routine "rank(mood)" { returns = "integer", arguments = "mood", language = "sql", volatility = "immutable", body = "SELECT 1" }
enum "mood" { "sad", "happy" }
sql_object "moods as numbers" {
  create = [[
    CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
    CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
  ]],
  drop = "DROP ACCESS METHOD pile; DROP TRANSFORM FOR integer LANGUAGE sql",
  after = { "rank(mood)", "t" },
}
model "t" { { "a", "mood" } }
