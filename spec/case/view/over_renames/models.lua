model "u" { renamed_from = "t", { "x", "integer", renamed_from = "a" }, { "b", "integer" } }
view "v" { "SELECT x AS a, b FROM u WHERE u.x > 1" }
