model "t" {
  row_security = true,
  { "id", "int", primary_key = true },
  { "who", "text" },
  { "n", "bigint" },
  policies = {
    own = { using = "who = SESSION_USER", command = "SELECT", roles = { "pg_monitor" } },
    w = { with_check = "n > 0", command = "INSERT" },
  },
}
