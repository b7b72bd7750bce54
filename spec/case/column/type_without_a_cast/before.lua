model "t" { { "a", "text" }, { "b", "text" } }
