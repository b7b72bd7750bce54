collation "german" { provider = "icu", locale = "de" }
model "t" { { "a", "text", collate = "german", default = "x" } }
