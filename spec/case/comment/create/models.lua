enum "e" { "a", comment = "an enum" }
model "t" {
  comment = "a table",
  {
    "a",
    "integer",
    comment = "a column",
    unique = { comment = "a constraint" },
    check = { "a > 0", comment = "another" },
  },
  indexes = { { "a", comment = "an index" } },
}
