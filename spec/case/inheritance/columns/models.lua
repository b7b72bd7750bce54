model "city" { { "title", "text", renamed_from = "name", null = false }, { "size", "bigint" }, { "new", "text", default = "x" } }
model "capital" { inherits = { "city" }, { "state", "text" }, indexes = { { "size" }, { "new" } } }
view "v" { "SELECT size FROM capital" }
