model "t" {
  { "a", "integer" },
  { "b", "text" },
  indexes = {
    i = { "a", include = { "b" } },
    j = { "a", with = { "fillfactor=70", "deduplicate_items=off" } },
  },
}
