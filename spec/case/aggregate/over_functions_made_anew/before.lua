routine "add(bigint, integer)" { arguments = "s bigint, n integer", returns = "bigint", body = "SELECT s + n" }
aggregate "total(integer)" { sfunc = "add", stype = "bigint", initcond = "0", comment = "kept" }
model "t" { { "a", "integer" } }
view "v" { "SELECT total(a) AS total FROM t" }
