model "t" {
  { "a", "bigint" },
  { "b", "text", null = false, default = "x" },
  { "c", "timestamptz" },
  { "d", "numeric(8,2)", default = 1 },
  indexes = { { "a" }, { "b" } },
}
