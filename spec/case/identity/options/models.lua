model "t" {
  { "id", "bigint", primary_key = true, identity = { start = 100, minvalue = 2, maxvalue = 5000, cycle = true } },
}
