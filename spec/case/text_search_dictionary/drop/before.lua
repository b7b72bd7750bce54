text_search_dictionary "stems" { template = "simple", options = { accept = "false" } }
text_search_configuration "search" { mappings = { word = { "stems", "simple" } } }
