model "t" { { "id", "int", primary_key = true }, { "up", "int", references = "t.id" } }
routine "cnt(t)" {
  arguments = "r t",
  returns = "bigint",
  language = "sql",
  volatility = "STABLE",
  body = "SELECT count(*) FROM t",
}
view "tv" { "SELECT t.id, cnt(t) AS n FROM t" }
