enum "state" { "open", "paid", comment = "of an invoice", grants = { public = {}, pg_monitor = { "usage" } } }
