schema "Odd One" {}
model '"Odd One".t' { { "id", "integer", primary_key = true } }
