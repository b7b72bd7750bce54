domain "nick" { "text", collate = '"C"' }
model "t" { { "a", "nick", unique = true } }
