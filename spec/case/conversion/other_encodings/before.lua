conversion "old" { from = "LATIN1", to = "UTF8", routine = "iso8859_1_to_utf8" }
