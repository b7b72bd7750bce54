-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("t", { replica_identity = none, cluster_on = none }, { replica_identity = "i", cluster_on = "i" })
    op.drop_index("i")
    op.create_index("i", "t", { "id", "n", unique = true })
    op.alter_table("t", { replica_identity = "i", cluster_on = "i" }, { replica_identity = none, cluster_on = none })
  end,

  down = function(op)
    op.alter_table("t", { replica_identity = none, cluster_on = none }, { replica_identity = "i", cluster_on = "i" })
    op.drop_index("i")
    op.create_index("i", "t", { "id", unique = true })
    op.alter_table("t", { replica_identity = "i", cluster_on = "i" }, { replica_identity = none, cluster_on = none })
  end,
}
