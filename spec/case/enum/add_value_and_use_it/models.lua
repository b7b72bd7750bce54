enum "state" { "open", "paid", "void" }
model "t" {
  { "state", "state", default = "void", check = "state <> 'paid'" },
  indexes = { { "state", where = "state = 'void'" } },
}
