-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_text_search_configuration("search", {
      mappings = { "asciiword=english_stem, simple", "int=simple", "word=german_stem" },
      comment = "of pages",
    })
    op.create_text_search_configuration("empty")
    op.create_table("t", {
      { "a", "text" },
    })
    op.create_index("a_words", "t", { "to_tsvector('search'::regconfig, a)", using = "gin" })
  end,

  down = function(op)
    op.drop_table("t")
    op.drop_text_search_configuration("search")
    op.drop_text_search_configuration("empty")
  end,
}
