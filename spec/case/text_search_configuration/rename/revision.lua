-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_text_search_configuration("search", "find")
  end,

  down = function(op)
    op.rename_text_search_configuration("find", "search")
  end,
}
