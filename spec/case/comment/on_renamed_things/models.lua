model "u" {
  renamed_from = "t",
  comment = "a table",
  { "b", "integer", renamed_from = "a", comment = "the column" },
}
