-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_column("a", { "touched by", "text" })
    op.create_routine("on_update_touched by()", {
      returns = "trigger",
      language = "plpgsql",
      body = [[
BEGIN
  NEW."touched by" := current_user;
  RETURN NEW;
END
]],
    })
    op.create_trigger("a", "a_touched by_on_update", {
      "on_update_touched by()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
  end,

  down = function(op)
    op.drop_column("a", "touched by")
    op.drop_trigger("a", "a_touched by_on_update")
    op.drop_routine("on_update_touched by()")
  end,
}
