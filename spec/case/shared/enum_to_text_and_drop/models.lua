model "t" { { "x", "text", default = "a" } }
view "v" { "SELECT x FROM t" }
