model "t" {
  { "a", "integer" },
  rules = { r = { "insert into t (a) select 1 from t where a in (1, 2);", event = "DELETE", when = "old.a in (1,2)" } },
}
