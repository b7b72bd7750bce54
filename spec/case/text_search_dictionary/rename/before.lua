text_search_dictionary "stems" { template = "simple" }
text_search_configuration "search" { mappings = { word = { "stems", "simple" } } }
