-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_rule("t", "kept", {
      "INSERT INTO log VALUES ('deleted')",
      event = "delete",
      comment = "of what goes",
    })
    op.create_rule("t", "none", {
      event = "update",
      when = "NEW.a < 0 OR NEW.a > 100",
      instead = true,
    })
    op.create_rule("t", "told", { "NOTIFY changes", event = "insert" })
    op.create_rule("t", "two", {
      "(INSERT INTO log VALUES ('a'); INSERT INTO log VALUES ('b'))",
      event = "insert",
      enabled = "disabled",
    })
    op.create_rule("v", "change", {
      "UPDATE t SET a = NEW.a WHERE a = OLD.a",
      event = "update",
      when = "NEW.a <> OLD.a",
      instead = true,
    })
    op.create_rule("v", "put", { "INSERT INTO t VALUES (NEW.a)", event = "insert", instead = true })
  end,

  down = function(op)
    op.drop_rule("t", "kept")
    op.drop_rule("t", "none")
    op.drop_rule("t", "told")
    op.drop_rule("t", "two")
    op.drop_rule("v", "change")
    op.drop_rule("v", "put")
  end,
}
