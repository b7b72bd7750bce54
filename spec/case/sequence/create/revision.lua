-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_sequence("plain")
    op.create_sequence("odd", {
      type = "smallint",
      start = 7,
      increment = 2,
      maxvalue = 99,
      cache = 5,
      cycle = true,
    })
    op.create_sequence("down", { start = 50, increment = -1, minvalue = -100, maxvalue = 100 })
  end,

  down = function(op)
    op.drop_sequence("plain")
    op.drop_sequence("odd")
    op.drop_sequence("down")
  end,
}
