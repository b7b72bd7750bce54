model "t" { { "a", "bigint" } }
view "v1" { "SELECT a FROM t" }
view "v2" { "SELECT a + 1 AS b FROM v1" }
view "v3" { "SELECT v1.a, v2.b FROM v1, v2", comment = "both" }
view "elsewhere" { "SELECT 1 AS one" }
