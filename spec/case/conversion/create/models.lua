conversion "latin" { from = "LATIN1", to = "UTF8", routine = "iso8859_1_to_utf8", default = true, comment = "old text" }
conversion "back" { from = "UTF8", to = "LATIN1", routine = "utf8_to_iso8859_1" }
