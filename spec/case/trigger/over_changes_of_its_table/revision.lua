-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_column("u", "a", "x")
    op.drop_trigger("u", "one")
    op.alter_column("u", "x", { type = "bigint" }, { type = "integer" })
    op.alter_column("u", "b", { type = "bigint" }, { type = "integer" })
    op.create_trigger("u", "one", {
      "touch()",
      timing = "before",
      events = { "update" },
      columns = { "x" },
      each = "row",
      when = "NEW.b > OLD.b",
    })
  end,

  down = function(op)
    op.rename_table("u", "t")
    op.rename_column("t", "x", "a")
    op.drop_trigger("t", "one")
    op.alter_column("t", "a", { type = "integer" }, { type = "bigint" })
    op.alter_column("t", "b", { type = "integer" }, { type = "bigint" })
    op.create_trigger("t", "one", {
      "touch()",
      timing = "before",
      events = { "update" },
      columns = { "a" },
      each = "row",
      when = "NEW.b > OLD.b",
    })
  end,
}
