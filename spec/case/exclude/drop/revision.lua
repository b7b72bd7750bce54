-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_exclude("t", "t_a_excl")
  end,

  down = function(op)
    op.create_exclude("t", "t_a_excl", { "a WITH =" })
  end,
}
