routine "add(bigint, integer)" { returns = "bigint", volatility = "immutable", body = "SELECT $1 + $2" }
routine "more(bigint, integer)" { returns = "bigint", volatility = "immutable", body = "SELECT $1 + $2 + 1" }
aggregate "total(integer)" { sfunc = "add", stype = "bigint", initcond = "0", comment = "kept" }
aggregate "other(integer)" { sfunc = "add", stype = "bigint", combinefunc = "int8pl", parallel = "restricted" }
aggregate "third(integer)" { sfunc = "add", stype = "bigint", initcond = "0", grants = { public = {} } }
model "t" { { "a", "integer" } }
view "v" { "SELECT total(a) AS total, third(a) AS third FROM t", comment = "kept" }
