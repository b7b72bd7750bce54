routine "add(bigint, integer)" { arguments = "state bigint, n integer", returns = "bigint", body = "SELECT state + n" }
aggregate "total(integer)" { sfunc = "add", stype = "bigint", initcond = "0", comment = "kept" }
model "t" { { "a", "integer" } }
view "v" { "SELECT total(a) AS total FROM t" }
