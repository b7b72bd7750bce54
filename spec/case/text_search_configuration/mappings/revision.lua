-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_text_search_configuration("search", {
      mappings = { "asciiword=simple, english_stem", "url=simple", "word=pg_catalog.german_stem" },
    }, {
      mappings = { "asciiword=english_stem, simple", "int=simple", "word=german_stem" },
    })
  end,

  down = function(op)
    op.alter_text_search_configuration("search", {
      mappings = { "asciiword=english_stem, simple", "int=simple", "word=german_stem" },
    }, {
      mappings = { "asciiword=simple, english_stem", "url=simple", "word=pg_catalog.german_stem" },
    })
  end,
}
