model "a" {
  { "id", "integer" },
  { "updated_at", "timestamptz", on_update = now() },
  { "touched by", "text", on_update = sql "current_user" },
}
