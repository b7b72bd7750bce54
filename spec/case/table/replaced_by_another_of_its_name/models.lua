model "old_t" { renamed_from = "t", { "id", "integer", primary_key = true } }
model "t" {
  { "id", "uuid", primary_key = true, default = sql "gen_random_uuid()" },
  { "old", "integer", references = "old_t.id" },
}
