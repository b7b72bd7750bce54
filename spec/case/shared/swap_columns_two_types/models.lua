model "t" { { "y", "bigint", renamed_from = "x", check = "y > 0" }, { "x", "text", renamed_from = "y" } }
view "v" { "SELECT x, y FROM t" }
