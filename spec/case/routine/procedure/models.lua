routine "clean(integer)" {
  arguments = "days integer DEFAULT 30",
  language = "plpgsql",
  body = "BEGIN COMMIT; END",
}
routine "count_up(integer)" {
  arguments = "INOUT n integer",
  procedure = true,
  language = "plpgsql",
  body = "BEGIN n := n + 1; END",
}
