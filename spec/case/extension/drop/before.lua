extension "citext" {}
model "users" { { "email", "citext", unique = true } }
