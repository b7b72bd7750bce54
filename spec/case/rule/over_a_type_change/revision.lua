-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_rule("t", "r")
    op.alter_column("t", "a", { type = "bigint" }, { type = "integer" })
    op.create_view("v", "SELECT a FROM t")
    op.create_rule("t", "r", {
      "INSERT INTO log VALUES (NEW.a)",
      event = "insert",
      comment = "kept",
    })
    op.create_rule("v", "p", { "INSERT INTO t VALUES (NEW.a)", event = "insert", instead = true })
  end,

  down = function(op)
    op.drop_rule("t", "r")
    op.drop_view("v")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.create_rule("t", "r", {
      "INSERT INTO log VALUES (NEW.a)",
      event = "insert",
      comment = "kept",
    })
    op.create_view("v", "SELECT a FROM t")
    op.create_rule("v", "p", { "INSERT INTO t VALUES (NEW.a)", event = "insert", instead = true })
  end,
}
