model "members" { { "team", "integer" }, { "who", "text" } }
model "t" {
  { "team", "integer" },
  policies = {
    p = { using = "EXISTS (SELECT FROM members m WHERE m.team = t.team AND m.who = CURRENT_USER)" },
  },
}
