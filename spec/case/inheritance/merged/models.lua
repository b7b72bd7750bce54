model "city" { { "title", "text", renamed_from = "name" }, { "size", "integer" }, { "new", "text" } }
model "capital" { inherits = { "city" }, { "title", "text", null = false, renamed_from = "name" }, { "size", "integer", default = 6 }, { "new", "text" } }
