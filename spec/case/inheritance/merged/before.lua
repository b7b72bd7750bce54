model "city" { { "name", "varchar(10)" }, { "size", "integer" } }
model "capital" { inherits = { "city" }, { "name", "varchar(10)", null = false }, { "size", "integer", default = 5 } }
