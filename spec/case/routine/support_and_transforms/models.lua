sql_object "transform of smallints" {
  create = [[CREATE TRANSFORM FOR smallint LANGUAGE sql
    (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int2recv(internal))]],
  drop = "DROP TRANSFORM FOR smallint LANGUAGE sql",
}
routine "f(integer)" {
  arguments = "a integer",
  returns = "SETOF integer",
  support = "generate_series_int4_support",
  transforms = { "int2" },
  body = "SELECT a",
}
