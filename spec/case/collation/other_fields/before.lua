collation "names" { locale = "C" }
collation "mixed" { lc_collate = "C", lc_ctype = "POSIX" }
