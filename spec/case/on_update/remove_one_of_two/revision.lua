-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_trigger("b", "b_on_update")
  end,

  down = function(op)
    op.create_trigger("b", "b_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
  end,
}
