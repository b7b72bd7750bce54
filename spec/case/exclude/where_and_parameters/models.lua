model "t" {
  { "a", "integer" },
  { "b", "boolean" },
  exclude = { x = { "a WITH =", using = "hash", where = "NOT b", with = { "fillfactor=50" } } },
}
