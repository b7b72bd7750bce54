-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("a", {
      { "id", "bigint", primary_key = true, identity = true },
    })
    op.create_table("b", {
      { "id", "integer", identity = { always = true } },
    })
    op.create_table("c", {
      {
        "id",
        "smallint",
        identity = { always = true, start = 10, increment = 5, maxvalue = 1000, cycle = true },
      },
    })
  end,

  down = function(op)
    op.drop_table("a")
    op.drop_table("b")
    op.drop_table("c")
  end,
}
