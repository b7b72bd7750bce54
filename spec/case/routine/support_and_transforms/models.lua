sql_object "transform of integers" {
  create = [[CREATE TRANSFORM FOR integer LANGUAGE sql
    (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal))]],
  drop = "DROP TRANSFORM FOR integer LANGUAGE sql",
}
routine "f(integer)" {
  arguments = "a integer",
  returns = "SETOF integer",
  support = "generate_series_int4_support",
  transforms = { "int" },
  body = "SELECT a",
}
