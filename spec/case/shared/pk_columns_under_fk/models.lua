model "p" {
  { "a", "int", null = false },
  { "b", "int", null = false },
  primary_key = { "b" },
  unique = { { "a" } },
}
model "c" { { "p", "int", references = "p.a" } }
