-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_text_search_dictionary("german", {
      template = "snowball",
      options = { "language=german", "stopwords=german" },
      comment = "stems",
    })
    op.create_text_search_dictionary("plain", { template = "simple" })
    op.create_schema("s")
    op.create_text_search_dictionary("s.strict", {
      template = "simple",
      options = { "accept=false" },
    })
  end,

  down = function(op)
    op.drop_text_search_dictionary("german")
    op.drop_text_search_dictionary("plain")
    op.drop_text_search_dictionary("s.strict")
    op.drop_schema("s")
  end,
}
