model "city" { { "name", "text", null = false }, checks = { named = "name <> ''" } }
model "capital" { { "name", "text", null = false }, { "state", "text" }, checks = { named = "name <> ''" } }
