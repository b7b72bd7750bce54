enum "e" { "a", "b", "c" }
model "t" {
  { "x", "e", default = "b", check = "x <> 'c'" },
  { "xs", "e[]", default = sql "ARRAY['a'::e]" },
  { "g", "text", generated = "CASE WHEN x = 'a' THEN 'A' ELSE 'B' END" , comment = "gen" },
  indexes = {
    { "x" },
    { "g" },
    { "xs", using = "gin" },
    { "x", where = "x = 'a'", name = "part", comment = "p" },
  },
}
routine "f(e)" {
  arguments = "v e",
  returns = "e",
  language = "sql",
  volatility = "IMMUTABLE",
  body = "SELECT v",
  grants = { pg_monitor = { "execute" } },
}
view "v1" { "SELECT x, f(x) AS fx FROM t WHERE x = 'b'" }
view "v2" { "SELECT fx FROM v1", comment = "two", grants = { pg_monitor = { "select" } } }
