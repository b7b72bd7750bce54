model "city" { { "name", "text" }, { "size", "integer" }, { "gone", "text" } }
model "capital" { inherits = { "city" }, { "state", "text" }, indexes = { { "size" } } }
view "v" { "SELECT size FROM capital" }
