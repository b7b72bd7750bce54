domain "a" {
  "integer",
  checks = {
    positive = "VALUE > 0",
    little = { "VALUE < 100", renamed_from = "small" },
    odd = { "VALUE % 2 = 1", not_valid = true },
  },
}
