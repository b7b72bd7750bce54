collation "german" { provider = "icu", locale = "de-u-co-phonebk" }
model "t" { { "a", "text", collate = "german" }, indexes = { { "a" } } }
