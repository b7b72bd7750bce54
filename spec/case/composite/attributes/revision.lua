-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops attribute address.zip" },

  up = function(op)
    op.rename_attribute("address", "street", "road")
    op.create_attribute("address", { "land", "text" })
    op.drop_attribute("address", "zip")
  end,

  -- Not restored: the values of attribute address.zip.
  down = function(op)
    op.rename_composite("address", "address__old")
    op.create_composite("address", {
      { "street", "text" },
      { "zip", "integer" },
      { "city", "text", comment = "kept" },
    })
    op.drop_view("v")
    op.alter_column("t", "a", {
      type = "address",
      using = "CASE WHEN a IS DISTINCT FROM NULL THEN ROW((a).road, NULL, (a).city)::address END",
    }, { type = "address" })
    op.create_view("v", "SELECT (a).city FROM t")
    op.drop_composite("address__old")
  end,
}
