-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("t", "a", "b")
    op.rename_exclude("t", "t_a_User Id_excl", "t_b_User Id_excl")
  end,

  down = function(op)
    op.rename_column("t", "b", "a")
    op.rename_exclude("t", "t_b_User Id_excl", "t_a_User Id_excl")
  end,
}
