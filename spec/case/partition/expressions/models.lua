model "by_word" {
  partition_by = [[list (lower(word) collate "C" text_pattern_ops)]],
  { "word", "text" },
}
model "by_word_a" { partition_of = "by_word", for_values = "in ('a', 'b', null)" }
model "by_two" { partition_by = "range (a, date_trunc('month', at))", { "a", "integer" }, { "at", "timestamp" } }
model "by_two_1" {
  partition_of = "by_two",
  for_values = "from (minvalue, minvalue) to (10, '2024-02-01')",
}
