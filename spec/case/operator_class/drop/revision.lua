-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_operator_class("by_length(btree)")
    op.drop_operator_family("by_length(btree)")
    op.drop_operator_family("spare(hash)")
  end,

  down = function(op)
    op.create_operator_family("by_length(btree)")
    op.create_operator_class("by_length(btree)", {
      type = "text",
      family = "by_length(btree)",
      operators = { "3 =" },
      routines = { "1 compare_lengths(text, text)" },
    })
    op.create_operator_family("spare(hash)", { comment = "of nothing" })
  end,
}
