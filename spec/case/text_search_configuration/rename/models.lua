text_search_configuration "find" { renamed_from = "search", mappings = { word = "simple" } }
