model "t" {
  { "a", "integer" },
  { "b", "integer", generated = "a * 2" },
  { "c", "integer", generated = "a + 1" },
}
