model "p" { { "a", "integer" }, { "b", "integer" }, indexes = { { "a", "b", unique = true } } }
model "c" {
  { "x", "integer" },
  { "y", "integer" },
  foreign_keys = { { columns = { "y", "x" }, "p.b", "p.a" } },
}
