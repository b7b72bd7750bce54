enum "state" { "open", "paid" }
model "t" {
  { "id", "integer" },
  { "state", "state", check = "state <> 'paid'" },
  { "day", "date" },
  indexes = {
    { "state" },
    { "id", where = "state = 'open'", name = "open" },
    { "(day + 1)", name = "by_day" },
    { "day", name = "day_like" },
  },
}
