model "t" {
  { "a", "integer", unique = { deferrable = "initially deferred" } },
  { "b", "integer" },
  unique = { { "b", include = { "a" } } },
}
