text_search_configuration "search" {
  mappings = { asciiword = { "english_stem", "simple" }, word = "german_stem", int = "simple" },
}
