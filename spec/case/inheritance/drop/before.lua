model "city" { { "size", "integer" } }
model "capital" { inherits = { "city" }, { "size", "integer" }, { "state", "text" } }
