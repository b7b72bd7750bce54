collation "names" { provider = "icu", locale = "de" }
collation "mixed" { lc_collate = "POSIX", lc_ctype = "C" }
