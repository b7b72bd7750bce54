model "t" { { "a", "integer" }, { "b", "text" } }
view "v" { "SELECT a, b FROM t", columns = { a = { default = 1, comment = "kept" } } }
