-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_table("d", {
      { "id", "integer", null = false },
    })
    op.create_index("d_id_idx", "d", { "id", unique = true })
    op.alter_table("a", { replica_identity = "nothing" }, { replica_identity = none })
    op.alter_table("b", { replica_identity = "b_id_idx" }, { replica_identity = "full" })
    op.alter_table("c", { replica_identity = none }, { replica_identity = "c_id_key" })
    op.alter_table("d", { replica_identity = "d_id_idx" }, { replica_identity = none })
    op.alter_table("e", { replica_identity = "full" }, { replica_identity = "gone" })
    op.drop_index("gone")
  end,

  down = function(op)
    op.create_index("gone", "e", { "id", unique = true })
    op.alter_table("a", { replica_identity = none }, { replica_identity = "nothing" })
    op.alter_table("b", { replica_identity = "full" }, { replica_identity = "b_id_idx" })
    op.alter_table("c", { replica_identity = "c_id_key" }, { replica_identity = none })
    op.alter_table("e", { replica_identity = "gone" }, { replica_identity = "full" })
    op.drop_table("d")
  end,
}
