model "u" {
  renamed_from = "t",
  { "a", "integer" },
  rules = { s = { event = "insert", instead = true, comment = "kept", renamed_from = "r" } },
}
