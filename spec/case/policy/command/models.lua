model "t" {
  { "id", "integer" },
  policies = { p = { command = "update", using = "id > 0" }, q = { using = "id > 0", permissive = false } },
}
