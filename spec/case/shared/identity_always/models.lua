model "t" {
  { "id", "int", identity = "always" },
  { "a", "text", null = false, default = "x" },
  unlogged = true,
}
