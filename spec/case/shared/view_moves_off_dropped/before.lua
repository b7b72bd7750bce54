model "a" { { "x", "int" } }
model "b" { { "x", "int" }, { "y", "int" } }
view "v" { "SELECT x FROM a" }
view "w" { "SELECT x, y FROM b" }
