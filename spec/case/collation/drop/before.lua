collation "german" { provider = "icu", locale = "de", comment = "of names" }
