model "t" { { "id", "integer", primary_key = true }, { "above", "integer", references = "t.id" } }
