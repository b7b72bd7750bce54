model "people" { renamed_from = "members", { "team", "bigint" }, { "who", "text" } }
model "t" {
  { "team", "bigint" },
  policies = {
    p = { using = "EXISTS (SELECT FROM people m WHERE m.team = t.team AND m.who = CURRENT_USER)" },
  },
}
