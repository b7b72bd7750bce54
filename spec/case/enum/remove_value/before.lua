enum "state" { "open", "paid", "void" }
model "t" {
  { "state", "state", default = "open", check = "state <> 'void'" },
  indexes = { { "state", where = "state = 'open'" } },
}
