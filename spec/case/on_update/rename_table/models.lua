model "b" { renamed_from = "a", { "id", "integer" }, { "updated_at", "timestamptz", on_update = now() } }
