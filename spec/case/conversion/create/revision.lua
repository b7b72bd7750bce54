-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_conversion("latin", {
      from = "LATIN1",
      to = "UTF8",
      routine = "iso8859_1_to_utf8",
      default = true,
      comment = "old text",
    })
    op.create_conversion("back", { from = "UTF8", to = "LATIN1", routine = "utf8_to_iso8859_1" })
  end,

  down = function(op)
    op.drop_conversion("latin")
    op.drop_conversion("back")
  end,
}
