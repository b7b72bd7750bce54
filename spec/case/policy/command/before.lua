model "t" {
  { "id", "integer" },
  policies = { p = { command = "select", using = "id > 0" }, q = { using = "id > 0" } },
}
