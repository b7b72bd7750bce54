domain "amount" {
  "numeric(12,2)",
  null = false,
  default = 0,
  checks = { "VALUE >= 0" },
  comment = "of money",
  grants = { pg_monitor = { "usage" } },
}
domain "refund" { "amount" }
routine "twice(amount)" { arguments = "v amount", returns = "amount", body = "SELECT (v * 2)::amount" }
model "t" {
  { "a", "amount", default = 5, comment = "what it costs" },
  { "b", "amount[]" },
  { "c", "refund", null = false, default = 1 },
  checks = { "a < 1000" },
  indexes = { { "a" } },
}
view "v" { "SELECT a FROM t", comment = "kept" }
