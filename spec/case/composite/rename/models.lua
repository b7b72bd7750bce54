composite "couple" {
  renamed_from = "pair",
  { "b", "integer", renamed_from = "a", comment = "kept" },
  { "a", "text", renamed_from = "b" },
  comment = "kept",
}
routine "first(couple)" { arguments = "p couple", returns = "integer", body = "SELECT (p).b" }
model "t" { { "p", "couple" }, checks = { positive = "(p).b > 0" } }
