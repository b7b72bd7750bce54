extension "hstore" {}
model "t" { { "id", "integer", primary_key = true }, { "tags", "hstore" } }
