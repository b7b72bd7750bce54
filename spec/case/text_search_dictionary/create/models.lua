text_search_dictionary "german" { template = "snowball", options = { language = "german", stopwords = "german" }, comment = "stems" }
text_search_dictionary "plain" { template = "pg_catalog.simple" }
schema "s"
text_search_dictionary "s.strict" { template = "simple", options = { accept = false } }
