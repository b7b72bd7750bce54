-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_extension("btree_gist")
    op.create_table("bookings", {
      { "room", "integer", null = false },
      { "during", "tstzrange", null = false },
      { "cancelled", "boolean", null = false, default = false },
      exclude = {
        no_overlap = { "room WITH =", "during WITH &&", using = "gist", where = "NOT cancelled" },
      },
    })
  end,

  down = function(op)
    op.drop_table("bookings")
    op.drop_extension("btree_gist")
  end,
}
