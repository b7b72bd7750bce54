schema "Odd One" { comment = "it's odd" }
schema '"dot.ted"' {}
model '"Odd One".t' { { "id", "integer", primary_key = true }, { "select", "text", unique = true } }
model '"dot.ted".t' { { "id", "integer", references = '"Odd One".t.id' } }
