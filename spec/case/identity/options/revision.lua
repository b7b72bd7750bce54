-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_identity("t", "id", "t_id_seq", {
      start = 100,
      increment = none,
      minvalue = 2,
      maxvalue = 5000,
      cache = none,
      cycle = true,
    }, {
      start = 3,
      increment = 2,
      minvalue = none,
      maxvalue = none,
      cache = 4,
      cycle = false,
    })
  end,

  down = function(op)
    op.alter_identity("t", "id", "t_id_seq", {
      start = 3,
      increment = 2,
      minvalue = none,
      maxvalue = none,
      cache = 4,
      cycle = false,
    }, {
      start = 100,
      increment = none,
      minvalue = 2,
      maxvalue = 5000,
      cache = none,
      cycle = true,
    })
  end,
}
