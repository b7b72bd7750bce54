model "t" {
  { "id", "integer" },
  { "name", "text" },
  { "tags", "text[]" },
  { "doc", "jsonb" },
  { "at", "timestamptz" },
  indexes = {
    { "id" },
    { "id", "at DESC" },
    { "name", unique = true, where = "id > 0" },
    { "lower(name)", "id", name = "t_lower" },
    { "doc jsonb_path_ops", using = "gin" },
    { "tags", using = "gin", with = { "fastupdate=off" } },
    { "at", using = "brin", with = { "pages_per_range=32" } },
    t_named = { "name text_pattern_ops", "at NULLS FIRST", include = { "id" }, comment = "by name" },
    { "id", using = "hash" },
    { "at DESC NULLS LAST", 'name COLLATE "C"', unique = true, nulls_distinct = false },
  },
}
