model "t" {
  { "id", "integer" },
  policies = { positive = { using = "id > 0", renamed_from = "p", comment = "kept" } },
}
