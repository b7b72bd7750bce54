model "t" { { "a", "integer" }, { "User Id", "integer" }, exclude = { { "a WITH =", '"User Id" WITH =' } } }
