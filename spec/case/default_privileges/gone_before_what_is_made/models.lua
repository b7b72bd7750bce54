model "made_without_default_privileges" { { "a", "integer" } }
