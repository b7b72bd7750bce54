model "t" {
  row_security = true,
  { "id", "integer" },
  { "who", "text" },
  policies = {
    own = { using = "who = CURRENT_USER", with_check = "who = CURRENT_USER" },
    seen = { command = "SELECT", using = "true", roles = { "pg_read_all_data", "pg_monitor" } },
    added = { command = "insert", with_check = "id > 0", comment = "no negatives" },
    limited = { permissive = false, command = "delete", using = "id > 100", roles = { "public" } },
  },
}
