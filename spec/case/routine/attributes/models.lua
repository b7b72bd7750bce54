routine "f(integer)" {
  arguments = "a integer",
  returns = "SETOF integer",
  language = "sql",
  volatility = "stable",
  security_definer = true,
  cost = 7,
  set = { "search_path=''", "statement_timeout=1s" },
  leakproof = true,
  body = "SELECT a",
}
