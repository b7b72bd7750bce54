-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("other", "another")
    op.drop_trigger("t", "tt")
    op.create_trigger("t", "tt", {
      "touch()",
      constraint = true,
      timing = "after",
      events = { "insert" },
      from = "another",
      deferrable = "initially immediate",
      each = "row",
    })
    op.create_trigger("t", "uu", {
      "touch()",
      constraint = true,
      timing = "after",
      events = { "delete" },
      each = "row",
    })
  end,

  down = function(op)
    op.rename_table("another", "other")
    op.drop_trigger("t", "tt")
    op.create_trigger("t", "tt", {
      "touch()",
      constraint = true,
      timing = "after",
      events = { "insert" },
      from = "other",
      each = "row",
    })
    op.drop_trigger("t", "uu")
  end,
}
