model "capital" { { "size", "integer" }, { "state", "text" } }
