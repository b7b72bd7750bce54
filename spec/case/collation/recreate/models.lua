collation "german" { provider = "icu", locale = "de-u-co-phonebk", deterministic = false, comment = "of names" }
collation "bytes" { provider = "libc", locale = "POSIX" }
