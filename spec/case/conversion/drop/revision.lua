-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_conversion("latin")
  end,

  down = function(op)
    op.create_conversion("latin", {
      from = "LATIN1",
      to = "UTF8",
      routine = "iso8859_1_to_utf8",
      comment = "old text",
    })
  end,
}
