model "a" { { "id", "bigint", primary_key = true }, { "b_id", "bigint", references = "b.id" } }
model "b" {
  { "id", "bigint", primary_key = true },
  { "a_id", "bigint", references = { "a.id", on_delete = "CASCADE" } },
}
