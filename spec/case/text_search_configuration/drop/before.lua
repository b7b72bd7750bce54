text_search_configuration "search" { mappings = { word = "simple" }, comment = "of pages" }
