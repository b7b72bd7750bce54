model "t" {
  { "a", "integer" },
  { "b", "integer" },
  unique = { eins = { "a", renamed_from = "one" }, { "b" } },
}
