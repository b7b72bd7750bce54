-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_operator_family("by_length(btree)")
    op.create_operator_class("by_length(btree)", {
      type = "text",
      family = "by_length(btree)",
      operators = { "1 <", "2 <=", "3 =", "4 >=", "5 >" },
      routines = { "1 compare_lengths(text, text)" },
      comment = "shorter comes first",
    })
    op.create_table("t", {
      { "a", "text" },
    })
    op.create_index("a_idx", "t", { "a by_length" })
  end,

  down = function(op)
    op.drop_table("t")
    op.drop_operator_class("by_length(btree)")
    op.drop_operator_family("by_length(btree)")
  end,
}
