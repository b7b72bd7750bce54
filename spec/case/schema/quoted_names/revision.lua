-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_comment("schema", "Odd One", "it's odd")
    op.create_schema('"dot.ted"')
    op.create_column("Odd One.t", { "select", "text" })
    op.create_unique("Odd One.t", "t_select_key", { "select" })
    op.create_table('"dot.ted".t', {
      { "id", "integer", references = '"Odd One".t.id' },
    })
  end,

  down = function(op)
    op.drop_comment("schema", "Odd One")
    op.drop_table('"dot.ted".t')
    op.drop_schema('"dot.ted"')
    op.drop_unique("Odd One.t", "t_select_key")
    op.drop_column("Odd One.t", "select")
  end,
}
