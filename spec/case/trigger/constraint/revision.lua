-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_trigger("t", "tt")
    op.create_trigger("t", "tt", {
      "touch()",
      constraint = true,
      timing = "after",
      events = { "update" },
      from = "u",
      each = "row",
    })
  end,

  down = function(op)
    op.drop_trigger("t", "tt")
    op.create_trigger("t", "tt", {
      "touch()",
      timing = "after",
      events = { "update" },
      each = "row",
    })
  end,
}
