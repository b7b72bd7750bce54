model "p" { { "a", "integer" }, { "b", "integer" }, primary_key = { "a", "b" } }
model "c" {
  { "x", "integer" },
  { "y", "integer" },
  foreign_keys = {
    { columns = { "x", "y" }, "p.a", "p.b" },
    to_p = { columns = { "y", "x" }, references = { "p.a", "p.b" }, on_delete = "set null (y)" },
  },
}
