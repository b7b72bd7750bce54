domain "amount" { "numeric(12,2)", null = false, default = 0, checks = { "VALUE >= 0" }, comment = "in euros" }
domain "refund" { "amount", checks = { refund_limit = { "VALUE < 1000", comment = "ask the manager" } } }
domain "nick" { "text", collate = '"C"', default = "nobody", grants = { public = {}, pg_monitor = { "usage" } } }
domain "old_code" { "varchar(8)", checks = { "VALUE <> ''", { "VALUE ~ '^[A-Z]'", not_valid = true } } }
model "t" { { "id", "integer" }, { "paid", "amount" }, { "back", "refund[]" }, { "who", "nick" } }
