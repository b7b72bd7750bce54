model "t" {
  { "a", "integer" },
  { "b", "integer" },
  exclude = { x = { "a WITH =", include = { "b" } } },
}
