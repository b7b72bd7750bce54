model "t" {
  { "a", "text", storage = "main", statistics = 500, options = { n_distinct = -0.5, n_distinct_inherited = 3 } },
  { "b", "text" },
  { "c", "numeric" },
  { "new", "bytea", null = false, storage = "external" },
}
model "u" { { "a", "text", storage = "plain", statistics = 0 } }
