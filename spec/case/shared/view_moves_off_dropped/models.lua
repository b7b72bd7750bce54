model "b" { { "x", "int" } }
view "v" { "SELECT x FROM b" }
view "w" { "SELECT x FROM b" }
