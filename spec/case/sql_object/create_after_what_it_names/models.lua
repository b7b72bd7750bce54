sql_object "a language of our own" {
  create = "CREATE LANGUAGE ours HANDLER call_ours",
  drop = "DROP LANGUAGE ours",
}
sql_object "and what it speaks" {
  create = "CREATE FUNCTION spoken() RETURNS integer LANGUAGE ours AS 'nothing'",
  drop = "DROP FUNCTION spoken()",
  after = { "a language of our own" },
}
routine "call_ours()" { returns = "language_handler", language = "c", library = "$libdir/plpgsql", body = "plpgsql_call_handler" }
