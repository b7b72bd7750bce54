model "t" {
  { "id", "int", primary_key = true },
  { "a", "text", unique = true, comment = "c" },
  indexes = { { "a", "id" } },
}
view "v" { "SELECT a FROM t" }
