model "a" { { "id", "integer", primary_key = true }, timestamps() }
model "b" { { "id", "integer", primary_key = true }, { "updated_at", "timestamp", on_update = now() } }
