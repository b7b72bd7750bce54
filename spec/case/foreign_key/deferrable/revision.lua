-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_foreign_key("c", "c_p_fkey", { deferrable = "initially immediate" }, { deferrable = none })
    op.alter_foreign_key("c", "c_q_fkey", { deferrable = none }, { deferrable = "initially deferred" })
  end,

  down = function(op)
    op.alter_foreign_key("c", "c_p_fkey", { deferrable = none }, { deferrable = "initially immediate" })
    op.alter_foreign_key("c", "c_q_fkey", { deferrable = "initially deferred" }, { deferrable = none })
  end,
}
