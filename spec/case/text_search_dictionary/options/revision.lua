-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_text_search_dictionary("a", { options = { "accept=false" } }, { options = { "stopwords=english" } })
    op.alter_text_search_dictionary("b", { options = { "language=english", "stopwords=german" } }, { options = { "language=german", "stopwords=german" } })
    op.alter_text_search_dictionary("c", { options = { "accept=false", "stopwords=english" } }, { options = none })
  end,

  down = function(op)
    op.alter_text_search_dictionary("a", { options = { "stopwords=english" } }, { options = { "accept=false" } })
    op.alter_text_search_dictionary("b", { options = { "language=german", "stopwords=german" } }, { options = { "language=english", "stopwords=german" } })
    op.alter_text_search_dictionary("c", { options = none }, { options = { "accept=false", "stopwords=english" } })
  end,
}
