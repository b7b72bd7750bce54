-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_text_search_configuration("search")
    op.drop_text_search_dictionary("stems")
    op.create_text_search_dictionary("stems", {
      template = "snowball",
      options = { "language=german" },
      comment = "of words",
    })
    op.create_text_search_configuration("search", {
      mappings = { "asciiword=simple", "word=stems" },
      comment = "of pages",
    })
  end,

  down = function(op)
    op.drop_text_search_configuration("search")
    op.drop_text_search_dictionary("stems")
    op.create_text_search_dictionary("stems", { template = "simple", comment = "of words" })
    op.create_text_search_configuration("search", {
      mappings = { "asciiword=simple", "word=stems" },
      comment = "of pages",
    })
  end,
}
