model "t" {
  { "id", "integer", primary_key = true },
  { "a", "text" },
  { "b", "text", null = false, default = "x" },
  { "c", "timestamptz", null = false, default = now() },
  { "d", "integer[]", default = sql "'{1,2}'" },
  { "e", "jsonb", null = false, default = {} },
  { "f", "boolean", null = false, default = false, comment = "a flag" },
  { "g", "numeric(10,2)", default = 1.5, check = "g > 0" },
  { "h", "varchar(10)", unique = true },
}
