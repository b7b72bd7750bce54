-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_schema("one")
    op.create_table("one.p", {
      { "id", "integer", primary_key = true },
    })
    op.create_schema("two")
    op.create_table("two.c", {
      { "p", "integer", references = "one.p.id" },
      { "own", "integer", references = "two.c.own", unique = true },
    })
  end,

  down = function(op)
    op.drop_table("two.c")
    op.drop_schema("two")
    op.drop_table("one.p")
    op.drop_schema("one")
  end,
}
