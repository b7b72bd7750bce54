-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_sequence("s", {
      start = 10,
      increment = none,
      minvalue = 2,
      maxvalue = 1000,
      cache = none,
      cycle = false,
    }, {
      start = 5,
      increment = 2,
      minvalue = none,
      maxvalue = none,
      cache = 3,
      cycle = true,
    })
  end,

  down = function(op)
    op.alter_sequence("s", {
      start = 5,
      increment = 2,
      minvalue = none,
      maxvalue = none,
      cache = 3,
      cycle = true,
    }, {
      start = 10,
      increment = none,
      minvalue = 2,
      maxvalue = 1000,
      cache = none,
      cycle = false,
    })
  end,
}
