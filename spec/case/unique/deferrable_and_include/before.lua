model "t" {
  { "a", "integer", unique = { deferrable = true } },
  { "b", "integer" },
  unique = { { "a", "b" } },
}
