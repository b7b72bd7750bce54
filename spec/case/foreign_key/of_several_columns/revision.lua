-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("p", {
      { "a", "integer" },
      { "b", "integer" },
      primary_key = { "a", "b" },
    })
    op.create_table("c", {
      { "x", "integer" },
      { "y", "integer" },
      foreign_keys = {
        c_x_y_fkey = { "p.a", "p.b", columns = { "x", "y" } },
        to_p = { "p.a", "p.b", columns = { "y", "x" }, on_delete = "set null (y)" },
      },
    })
  end,

  down = function(op)
    op.drop_table("c")
    op.drop_table("p")
  end,
}
