model "t" {
  { "a", "integer" },
  { "c", "integer", renamed_from = "b" },
  exclude = { x = { "a WITH =", include = { "c" }, where = "a > 0" } },
}
