model "a" {
  { "id", "integer", primary_key = true, identity = true },
  comment = "gone soon",
  indexes = { { "id" } },
}
model "b" { { "id", "integer", primary_key = true }, { "a", "integer", references = "a.id" } }
