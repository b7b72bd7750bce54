-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("by_word", {
      { "word", "text" },
      partition_by = 'list (lower(word) collate "C" text_pattern_ops)',
    })
    op.create_table("by_word_a", { partition_of = "by_word", for_values = "in ('a', 'b', null)" })
    op.create_table("by_two", {
      { "a", "integer" },
      { "at", "timestamp" },
      partition_by = "range (a, date_trunc('month', at))",
    })
    op.create_table("by_two_1", {
      partition_of = "by_two",
      for_values = "from (minvalue, minvalue) to (10, '2024-02-01')",
    })
  end,

  down = function(op)
    op.drop_table("by_word_a")
    op.drop_table("by_word")
    op.drop_table("by_two_1")
    op.drop_table("by_two")
  end,
}
