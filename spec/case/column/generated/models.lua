model "t" {
  { "a", "integer" },
  { "b", "integer", generated = "a * 3" },
  { "c", "integer" },
  { "d", "text", generated = "'n' || a" },
}
