model "a" { { "updated_at", "timestamptz", on_update = now() } }
