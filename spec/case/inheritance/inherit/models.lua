model "city" { { "name", "text", null = false }, checks = { named = "name <> ''" } }
model "capital" { inherits = { "city" }, { "name", "text", null = false }, { "state", "text" }, checks = { named = "name <> ''" } }
