model "t" {
  { "a", "integer" },
  rules = {
    r = { "INSERT INTO t (a) SELECT 1 FROM t WHERE a = ANY (ARRAY[1, 2])", event = "delete", when = "(OLD.a = ANY (ARRAY[1, 2]))" },
  },
}
