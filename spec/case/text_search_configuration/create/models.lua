text_search_configuration "search" {
  mappings = { asciiword = { "english_stem", "simple" }, word = "german_stem", int = "simple" },
  comment = "of pages",
}
text_search_configuration "empty" { parser = "default" }
model "t" {
  { "a", "text" },
  indexes = { a_words = { "to_tsvector('search'::regconfig, a)", using = "gin" } },
}
