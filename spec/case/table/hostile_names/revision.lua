-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("Table", {
      { 'Name with "quotes"', "text", unique = true, comment = "it's 'quoted' \\ \"so\"" },
      { "order", "integer", primary_key = true },
      { "ünïcödé ☃", "text", default = sql "E'☃ ''\\\\'" },
      { "a.b", "integer", check = '"a.b" > 0' },
      checks = { ["a 'check'"] = '"order" > 0' },
    })
    op.create_table("a_name_of_sixty_three_bytes_which_is_the_most_that_postgres_has", {
      {
        "a_column_of_sixty_three_bytes_which_is_the_most_postgres_allows",
        "integer",
        primary_key = true,
        unique = true,
        identity = true,
      },
    })
    op.create_index("a_name_of_sixty_three_bytes_w_a_column_of_sixty_three_bytes_idx", "a_name_of_sixty_three_bytes_which_is_the_most_that_postgres_has", {
      "a_column_of_sixty_three_bytes_which_is_the_most_postgres_allows DESC",
    })
  end,

  down = function(op)
    op.drop_table("Table")
    op.drop_table("a_name_of_sixty_three_bytes_which_is_the_most_that_postgres_has")
  end,
}
