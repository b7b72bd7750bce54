domain "a" {
  "integer",
  checks = { positive = { "VALUE > 0", not_valid = true }, small = "VALUE < 100", odd = "VALUE % 2 = 1" },
}
