model "a" {
  { "id", "bigint", primary_key = true },
  { "up", "bigint", references = "a.id" },
  { "b", "bigint", references = "b.id" },
}
model "b" { { "id", "bigint", primary_key = true }, { "a", "bigint", references = "a.id" } }
