model "t" {
  { "a", "text", default = "it's" },
  { "b", "integer", default = 1 },
  { "c", "timestamptz", default = now() },
  { "d", "jsonb", default = { a = 1 } },
  { "e", "text" },
  { "f", "boolean", default = true },
}
