-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_text_search_configuration("search")
    op.drop_text_search_dictionary("stems")
  end,

  down = function(op)
    op.create_text_search_dictionary("stems", { template = "simple", options = { "accept=false" } })
    op.create_text_search_configuration("search", { mappings = { "word=stems, simple" } })
  end,
}
