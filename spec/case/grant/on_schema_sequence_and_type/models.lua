schema "s" { grants = { pg_monitor = { "usage" } } }
sequence "s.q" { grants = { pg_monitor = { "usage", "select" } } }
enum "s.e" { "a", grants = { public = {}, pg_monitor = { "usage" } } }
