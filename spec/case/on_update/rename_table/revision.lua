-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("a", "b")
    op.create_trigger("b", "b_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.drop_trigger("b", "a_on_update")
  end,

  down = function(op)
    op.rename_table("b", "a")
    op.create_trigger("a", "a_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.drop_trigger("a", "b_on_update")
  end,
}
