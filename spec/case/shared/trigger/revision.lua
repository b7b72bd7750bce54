-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.alter_column("t", "id", { type = "bigint" }, { type = "int" })
    op.create_view("v", "SELECT id FROM t")
    op.drop_trigger("t", "tt")
    op.alter_routine("touch()", {
      returns = "trigger",
      language = "plpgsql",
      body = "BEGIN RETURN NULL; END",
    })
    op.create_trigger("v", "vi", {
      "touch()",
      timing = "instead of",
      events = { "insert", "delete" },
      each = "row",
    })
    op.alter_column("t", "n", { type = "bigint" }, { type = "int" })
    op.create_trigger("t", "tt", {
      "touch()",
      timing = "before",
      events = { "update" },
      columns = { "n" },
      each = "row",
      when = "NEW.n > 0",
      comment = "tr",
    })
  end,

  down = function(op)
    op.drop_view("v")
    op.alter_column("t", "id", { type = "int" }, { type = "bigint" })
    op.create_view("v", "SELECT id FROM t")
    op.drop_trigger("t", "tt")
    op.alter_routine("touch()", {
      returns = "trigger",
      language = "plpgsql",
      body = "BEGIN RETURN NEW; END",
    })
    op.create_trigger("v", "vi", {
      "touch()",
      timing = "instead of",
      events = { "insert" },
      each = "row",
    })
    op.alter_column("t", "n", { type = "int" }, { type = "bigint" })
    op.create_trigger("t", "tt", {
      "touch()",
      timing = "before",
      events = { "update" },
      columns = { "n" },
      each = "row",
      when = "NEW.n > 0",
      comment = "tr",
    })
  end,
}
