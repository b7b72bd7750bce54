-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_rule("t", "act")
    op.create_rule("t", "act", {
      "INSERT INTO log VALUES ('y')",
      event = "delete",
      comment = "kept",
    })
    op.drop_rule("t", "condition")
    op.create_rule("t", "condition", {
      "INSERT INTO log VALUES ('x')",
      event = "insert",
      when = "NEW.a > 1",
    })
    op.drop_rule("t", "event")
    op.create_rule("t", "event", { event = "delete", instead = true })
    op.drop_rule("t", "place")
    op.create_rule("t", "place", { event = "delete", instead = true })
    op.alter_rule("t", "state", { enabled = "always" }, { enabled = "replica" })
    op.drop_rule("t", "gone")
  end,

  down = function(op)
    op.drop_rule("t", "act")
    op.create_rule("t", "act", {
      "INSERT INTO log VALUES ('x')",
      event = "delete",
      comment = "kept",
    })
    op.drop_rule("t", "condition")
    op.create_rule("t", "condition", {
      "INSERT INTO log VALUES ('x')",
      event = "insert",
      when = "NEW.a > 0",
    })
    op.drop_rule("t", "event")
    op.create_rule("t", "event", { event = "update", instead = true })
    op.create_rule("t", "gone", { event = "delete" })
    op.drop_rule("t", "place")
    op.create_rule("t", "place", { event = "delete" })
    op.alter_rule("t", "state", { enabled = "replica" }, { enabled = "always" })
  end,
}
