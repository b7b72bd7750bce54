model "a" { { "id", "bigint", primary_key = true, identity = true } }
model "b" { { "id", "integer", identity = "always" } }
model "c" {
  { "id", "smallint", identity = { always = true, start = 10, increment = 5, maxvalue = 1000, cycle = true } },
}
