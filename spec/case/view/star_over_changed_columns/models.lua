model "t" { { "a", "integer" }, { "c", "text" } }
view "v" { "SELECT * FROM t" }
