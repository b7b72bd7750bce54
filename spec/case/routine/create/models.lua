routine "tax(integer)" {
  arguments = "a integer",
  returns = "integer",
  volatility = "immutable",
  body = "SELECT a * 2",
}
routine "half(int)" { returns = "int", language = "sql", body = "SELECT $1 / 2" }
routine "note(text, text)" {
  arguments = "what text, who text DEFAULT 'nobody'",
  returns = "void",
  language = "plpgsql",
  volatility = "VOLATILE",
  strict = true,
  security_definer = true,
  parallel = "restricted",
  cost = 50,
  set = { "search_path = public,pg_temp", "work_mem=8MB" },
  comment = "takes a note",
  body = [[
BEGIN
  RAISE NOTICE '% of %', what, who; -- $$ in a body
END
]],
}
routine "lines(text)" {
  arguments = "t text",
  returns = "SETOF text",
  rows = 10,
  parallel = "safe",
  body = "SELECT unnest(string_to_array(t, E'\\n'))",
}
routine "pair(integer)" { arguments = "a integer, OUT b integer, OUT c text", body = "SELECT a, 'x'" }
routine "rows_of(integer)" {
  arguments = "n integer",
  returns = "TABLE(x integer, y text)",
  body = "SELECT 1, 'a'",
}
routine "all_of(integer[])" {
  arguments = "VARIADIC numbers integer[]",
  returns = "bigint",
  body = "SELECT sum(n) FROM unnest(numbers) n",
}
