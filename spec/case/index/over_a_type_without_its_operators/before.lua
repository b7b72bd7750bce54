enum "state" { "open", "paid" }
model "t" {
  { "id", "integer" },
  { "state", "text", check = "state <> 'lost'" },
  { "day", "text" },
  indexes = {
    { "state" },
    { "id", where = "state = 'open'", name = "open" },
    { "upper(day)", name = "by_day" },
    { "day text_pattern_ops", name = "day_like" },
  },
}
