-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_operator_class("by_length(btree)", "length_ops(btree)")
    op.rename_operator_family("by_length(btree)", "lengths(btree)")
  end,

  down = function(op)
    op.rename_operator_class("length_ops(btree)", "by_length(btree)")
    op.rename_operator_family("lengths(btree)", "by_length(btree)")
  end,
}
