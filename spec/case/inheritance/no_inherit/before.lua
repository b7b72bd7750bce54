model "city" { { "name", "text", null = false } }
model "site" { { "altitude", "integer" }, { "note", "text" } }
model "capital" { inherits = { "city", "site" }, { "altitude", "integer" }, { "note", "text" }, { "state", "text" } }
