composite "address" {
  { "street", "text", comment = "with the number" },
  { "city", "varchar(50)", collate = '"C"' },
  comment = "of a client",
  grants = { public = {}, pg_monitor = { "usage" } },
}
composite "person" { { "name", "text" }, { "home", "address" }, { "others", "address[]" } }
composite "nothing" {}
model "t" { { "id", "integer" }, { "who", "person" } }
routine "street(person)" { returns = "text", body = "SELECT (($1).home).street" }
