-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("a", {
      { "id", "integer", primary_key = true },
      { "created_at", "timestamptz", null = false, default = now() },
      { "updated_at", "timestamptz", null = false, default = now() },
    })
    op.create_routine("on_update_updated_at()", {
      returns = "trigger",
      language = "plpgsql",
      body = [[
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
]],
    })
    op.create_trigger("a", "a_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.create_table("b", {
      { "id", "integer", primary_key = true },
      { "updated_at", "timestamp" },
    })
    op.create_trigger("b", "b_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
  end,

  down = function(op)
    op.drop_table("a")
    op.drop_table("b")
    op.drop_routine("on_update_updated_at()")
  end,
}
