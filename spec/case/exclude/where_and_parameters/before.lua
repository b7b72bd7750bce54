model "t" {
  { "a", "integer" },
  { "b", "boolean" },
  exclude = { x = { "a WITH =", using = "hash", where = "b" } },
}
