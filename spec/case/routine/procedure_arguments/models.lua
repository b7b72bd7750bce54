routine "p(integer)" {
  procedure = true,
  arguments = "INOUT n integer DEFAULT 1",
  language = "plpgsql",
  security_definer = true,
  set = { search_path = "public, pg_temp" },
  body = "BEGIN n := n + 2; END",
  comment = "counts",
  grants = { public = {} },
}
