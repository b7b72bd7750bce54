model "t" {
  { "a", "text" },
  { "b", "text", storage = "external", statistics = 100, options = { n_distinct = 10 } },
  { "c", "numeric", storage = "extended" },
}
