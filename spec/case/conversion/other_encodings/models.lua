conversion "old" { from = "UTF8", to = "LATIN1", routine = "utf8_to_iso8859_1" }
