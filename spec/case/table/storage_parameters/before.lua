model "t" { with = { "fillfactor=70", "autovacuum_enabled=false" }, { "id", "integer" } }
