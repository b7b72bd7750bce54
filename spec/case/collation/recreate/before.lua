collation "german" { provider = "icu", locale = "de", comment = "of names" }
collation "bytes" { lc_collate = "C", lc_ctype = "C" }
