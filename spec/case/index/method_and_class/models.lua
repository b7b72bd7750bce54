model "t" {
  { "a", "text" },
  { "d", "jsonb" },
  indexes = { i = { "a", using = "hash" }, j = { "d jsonb_path_ops", using = "gin" } },
}
