-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_conversion("old")
    op.create_conversion("old", { from = "UTF8", to = "LATIN1", routine = "utf8_to_iso8859_1" })
  end,

  down = function(op)
    op.drop_conversion("old")
    op.create_conversion("old", { from = "LATIN1", to = "UTF8", routine = "iso8859_1_to_utf8" })
  end,
}
