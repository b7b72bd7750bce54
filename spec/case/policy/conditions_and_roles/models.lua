model "t" {
  { "id", "integer" },
  policies = {
    p = { using = "id > 1", with_check = "id > 2", roles = { "pg_monitor" } },
    q = { using = "id > 0", comment = "fewer words" },
  },
}
