-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_text_search_configuration("search")
  end,

  down = function(op)
    op.create_text_search_configuration("search", {
      mappings = { "word=simple" },
      comment = "of pages",
    })
  end,
}
