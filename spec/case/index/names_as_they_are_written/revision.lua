-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_index("T_userId_idx", "T", { '"userId"' })
    op.create_index("T_order_userId_idx", "T", { '"order" DESC', '"userId"' })
    op.create_index("T_Two Words_idx", "T", { '"Two Words"' })
    op.create_index("T_Two Words_idx1", "T", { '"Two Words" DESC' })
    op.create_index("T_abs_idx", "T", { 'abs("userId")' })
  end,

  down = function(op)
    op.drop_index("T_userId_idx")
    op.drop_index("T_order_userId_idx")
    op.drop_index("T_Two Words_idx")
    op.drop_index("T_Two Words_idx1")
    op.drop_index("T_abs_idx")
  end,
}
