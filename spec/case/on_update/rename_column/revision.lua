-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("a", "updated_at", "changed_at")
    op.create_routine("on_update_changed_at()", {
      returns = "trigger",
      language = "plpgsql",
      body = [[
BEGIN
  NEW.changed_at := now();
  RETURN NEW;
END
]],
    })
    op.drop_trigger("a", "a_on_update")
    op.drop_routine("on_update_updated_at()")
    op.create_trigger("a", "a_on_update", {
      "on_update_changed_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
  end,

  down = function(op)
    op.rename_column("a", "changed_at", "updated_at")
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
    op.drop_trigger("a", "a_on_update")
    op.drop_routine("on_update_changed_at()")
    op.create_trigger("a", "a_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
  end,
}
