-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column a.created_at, column a.updated_at" },

  up = function(op)
    op.drop_column("a", "created_at")
    op.drop_column("a", "updated_at")
    op.drop_trigger("a", "a_on_update")
    op.drop_routine("on_update_updated_at()")
  end,

  -- Not restored: the values of column a.created_at.
  -- Not restored: the values of column a.updated_at.
  down = function(op)
    op.create_column("a", { "created_at", "timestamptz", null = false, default = now() })
    op.create_column("a", { "updated_at", "timestamptz", null = false, default = now() })
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
  end,
}
