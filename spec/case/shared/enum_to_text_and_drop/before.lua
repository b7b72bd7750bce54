enum "e" { "a", "b" }
model "t" { { "x", "e", default = "a" } }
view "v" { "SELECT x FROM t" }
