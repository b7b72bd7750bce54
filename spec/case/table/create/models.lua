model "t" { { "id", "integer" } }
model "no_columns" {}
model "kept_in_memory" { unlogged = true, { "k", "text", primary_key = true }, { "v", "jsonb" } }
model "full" { with = { "fillfactor=70", "autovacuum_enabled=false" }, { "id", "integer" } }
