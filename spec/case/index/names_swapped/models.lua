model "t" {
  { "a", "integer" },
  { "b", "integer" },
  indexes = { j = { "a", renamed_from = "i" }, i = { "b", renamed_from = "j" } },
}
