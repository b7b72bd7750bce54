model "t" {
  comment = "a table",
  { "a", "integer", comment = "a column" },
  { "b", "integer", comment = "another" },
}
