model "t" {
  row_security = true,
  { "id", "int", primary_key = true },
  { "who", "text" },
  { "n", "int" },
  policies = {
    own = { using = "who = CURRENT_USER", command = "SELECT", comment = "own rows" },
    w = { with_check = "n > 0", command = "INSERT" },
  },
}
