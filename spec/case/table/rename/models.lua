model "aa" {
  renamed_from = "a",
  { "id", "integer", primary_key = true, identity = true },
  { "n", "text", unique = true, check = "n <> ''" },
  comment = "kept",
  indexes = { { "n", "id" } },
}
model "b" { { "a", "integer", references = "aa.id" } }
