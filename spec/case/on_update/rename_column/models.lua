model "a" {
  { "id", "integer" },
  { "changed_at", "timestamptz", renamed_from = "updated_at", on_update = now() },
}
