model "t" { { "x", "int", check = "x > 0" }, { "y", "text" } }
view "v" { "SELECT x, y FROM t" }
