model "t" {
  { "id", "integer" },
  policies = {
    p = { using = "id > 0" },
    q = { using = "id > 0", with_check = "id > 1", roles = { "pg_monitor" } },
  },
}
