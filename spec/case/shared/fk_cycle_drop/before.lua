model "a" { { "id", "int", primary_key = true }, { "b_id", "int", references = "b.id" } }
model "b" {
  { "id", "int", primary_key = true },
  { "a_id", "int", references = { "a.id", on_delete = "CASCADE" } },
}
