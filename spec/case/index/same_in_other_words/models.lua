model "t" {
  { "a", "varchar(10)" },
  { "b", "integer" },
  indexes = {
    i = { "lower(a::text)", "b DESC NULLS FIRST", using = "BTREE" },
    j = { "b", where = "a = ANY ('{x,y}'::text[])" },
  },
}
