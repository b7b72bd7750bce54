model "t" {
  {
    "id",
    "bigint",
    primary_key = true,
    identity = { start = 100, minvalue = 50, maxvalue = 5000, cycle = true },
  },
}
