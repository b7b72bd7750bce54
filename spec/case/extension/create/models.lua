extension "citext" {}
model "users" { { "email", "citext", null = false, unique = true }, { "nick", "citext", default = "nobody" } }
