model "a" {
  { "id", "integer", primary_key = true, identity = true },
  { "n", "text", unique = true, check = "n <> ''" },
  comment = "kept",
  indexes = { { "n", "id" } },
}
model "b" { { "a", "integer", references = "a.id" } }
