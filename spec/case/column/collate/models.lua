model "t" { { "a", "text" }, { "b", "text", collate = '"C"' }, indexes = { { "a" }, { "b" } } }
