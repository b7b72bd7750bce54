model "a" { { "id", "integer" }, { "updated_at", "timestamptz" } }
