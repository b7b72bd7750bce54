model "Table" {
  { "Name with \"quotes\"", "text", unique = true, comment = "it's 'quoted' \\ \"so\"" },
  { "order", "integer", primary_key = true },
  { "ünïcödé ☃", "text", default = "☃ '\\" },
  { "a.b", "integer", check = '"a.b" > 0' },
  checks = { ["a 'check'"] = [["order" > 0]] },
}
model "a_name_of_sixty_three_bytes_which_is_the_most_that_postgres_has" {
  {
    "a_column_of_sixty_three_bytes_which_is_the_most_postgres_allows",
    "integer",
    primary_key = true,
    identity = true,
    unique = true,
  },
  indexes = { { "a_column_of_sixty_three_bytes_which_is_the_most_postgres_allows DESC" } },
}
