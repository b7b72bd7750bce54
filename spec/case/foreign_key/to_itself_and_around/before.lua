model "a" {
  { "id", "integer", primary_key = true },
  { "up", "integer", references = "a.id" },
  { "b", "integer" },
}
model "b" { { "id", "integer", primary_key = true }, { "a", "integer", references = "a.id" } }
