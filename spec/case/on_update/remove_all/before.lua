model "a" { { "id", "integer" }, timestamps() }
