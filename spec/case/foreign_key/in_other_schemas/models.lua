model "one.p" { { "id", "integer", primary_key = true } }
model "two.c" {
  { "p", "integer", references = "one.p.id" },
  { "own", "integer", unique = true, references = "two.c.own" },
}
