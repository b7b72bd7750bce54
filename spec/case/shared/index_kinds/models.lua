model "t" {
  { "id", "int" },
  { "m", "jsonb" },
  { "s", "text" },
  indexes = {
    { "m jsonb_path_ops", using = "gin" },
    {
      "lower(s) text_pattern_ops DESC",
      "id",
      name = "t_ls",
      unique = true,
      include = { "m" },
      comment = "ci",
    },
    { "id DESC NULLS LAST", where = "s IS NOT NULL" },
  },
}
