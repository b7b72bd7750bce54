model "users" { { "email", "text", unique = true } }
