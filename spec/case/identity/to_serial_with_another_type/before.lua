model "t" {
  { "id", "bigint", primary_key = true, identity = { minvalue = 1, start = 100 } },
  { "name", "text" },
}
