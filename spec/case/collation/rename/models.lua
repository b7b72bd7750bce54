collation "deutsch" { renamed_from = "german", provider = "icu", locale = "de" }
