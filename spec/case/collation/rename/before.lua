collation "german" { provider = "icu", locale = "de" }
