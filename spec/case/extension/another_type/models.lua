model "t" {
  { "id", "integer", primary_key = true },
  { "tags", "jsonb", using = { up = "to_jsonb(tags)", down = "NULL" } },
}
