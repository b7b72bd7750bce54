model "a" {
  { "y", "text", comment = "was x", renamed_from = "x" },
  { "x", "text", renamed_from = "y" },
  indexes = { { "y" } },
}
