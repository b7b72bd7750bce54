routine "add(bigint, integer)" { returns = "bigint", volatility = "immutable", body = "SELECT $1 + $2" }
routine "more(bigint, integer)" { returns = "bigint", volatility = "immutable", body = "SELECT $1 + $2 + 1" }
aggregate "total(integer)" { sfunc = "more", stype = "bigint", initcond = "1", parallel = "safe", comment = "kept" }
aggregate "other(integer)" { sfunc = "add", stype = "bigint", sspace = 16, initcond = "0" }
aggregate "third(integer)" {
  arguments = "n integer",
  sfunc = "add",
  stype = "bigint",
  initcond = "0",
  grants = { public = {} },
}
model "t" { { "a", "integer" } }
view "v" { "SELECT total(a) AS total, third(a) AS third FROM t", comment = "kept" }
