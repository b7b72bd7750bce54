model "t" {
  { "a", "text", default = "it isn't" },
  { "b", "integer" },
  { "c", "timestamptz", default = sql "now() + interval '1 day'" },
  { "d", "jsonb", default = json.array {} },
  { "e", "text", default = "" },
  { "f", "boolean", default = false },
}
