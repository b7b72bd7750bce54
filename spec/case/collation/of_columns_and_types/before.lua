model "t" { { "a", "text", collate = "C" }, { "b", "text" } }
