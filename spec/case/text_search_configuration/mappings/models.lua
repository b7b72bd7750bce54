text_search_configuration "search" {
  mappings = { asciiword = { "simple", "english_stem" }, word = "pg_catalog.german_stem", url = "simple" },
}
