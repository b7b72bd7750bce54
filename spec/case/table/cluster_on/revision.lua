-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("c", "c2")
    op.rename_primary_key("c2", "c_pkey", "c2_pkey")
    op.create_table("d", {
      { "n", "integer" },
    })
    op.create_index("by_n", "d", { "n" })
    op.alter_table("a", { cluster_on = "a_pkey" }, { cluster_on = "a_n_idx" })
    op.alter_table("b", { cluster_on = none }, { cluster_on = "b_pkey" })
    op.alter_table("d", { cluster_on = "by_n" }, { cluster_on = none })
  end,

  down = function(op)
    op.rename_table("c2", "c")
    op.rename_primary_key("c", "c2_pkey", "c_pkey")
    op.alter_table("a", { cluster_on = "a_n_idx" }, { cluster_on = "a_pkey" })
    op.alter_table("b", { cluster_on = "b_pkey" }, { cluster_on = none })
    op.drop_table("d")
  end,
}
