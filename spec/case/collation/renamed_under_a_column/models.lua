collation "deutsch" { renamed_from = "german", provider = "icu", locale = "de" }
model "t" { { "a", "text", collate = "deutsch", default = "x" } }
