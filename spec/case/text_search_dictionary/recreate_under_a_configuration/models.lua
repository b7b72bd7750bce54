text_search_dictionary "stems" { template = "snowball", options = { language = "german" }, comment = "of words" }
text_search_configuration "search" { mappings = { word = { "stems" }, asciiword = "simple" }, comment = "of pages" }
