model "a" { { "id", "integer" }, { "updated_at", "timestamptz", on_update = now() } }
model "b" { { "id", "integer" }, { "updated_at", "timestamptz", on_update = now() } }
