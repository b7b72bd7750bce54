text_search_configuration "search" { mappings = { word = "simple" } }
