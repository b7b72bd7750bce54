model "t" {
  { "a", "varchar(10)", check = "(a = ANY (ARRAY['x', 'y']::text[]))" },
  { "b", "integer", check = "(b > 0) AND b < 10" },
}
