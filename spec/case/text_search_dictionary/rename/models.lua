text_search_dictionary "roots" { renamed_from = "stems", template = "simple" }
text_search_configuration "search" { mappings = { word = { "roots", "simple" } } }
