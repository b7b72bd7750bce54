collation "german" { provider = "icu", locale = "de-u-co-phonebk", comment = "phone books" }
collation "blind" { provider = "icu", locale = "und-u-ks-level2", deterministic = false }
collation "bytes" { locale = "C" }
schema "s"
collation "s.mixed" { lc_collate = "C", lc_ctype = "POSIX" }
