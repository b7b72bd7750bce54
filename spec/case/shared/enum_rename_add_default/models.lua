enum "e" { "z", { "a2", renamed_from = "a" }, "n", "b" }
model "t" {
  { "x", "e", default = "n" },
  { "y", "e", default = "z" },
  indexes = { { "x", where = "x = 'n'" } },
}
