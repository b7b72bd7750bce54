-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("t", { cluster_on = "j" }, { cluster_on = "i" })
  end,

  down = function(op)
    op.alter_table("t", { cluster_on = "i" }, { cluster_on = "j" })
  end,
}
