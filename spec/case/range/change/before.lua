range "floats" { "float8", comment = "kept", grants = { pg_monitor = { "usage" } } }
range "texts" { "text" }
range "plain" { "text" }
range "spans" { "float8" }
routine "lowest(floats)" { returns = "text", body = "SELECT lower($1)::text" }
model "t" {
  { "f", "floats", default = "[1,2)" },
  { "l", "floats[]" },
  { "t", "texts" },
  { "p", "plain" },
  { "m", "floats_multirange" },
  indexes = { { "f", using = "gist" } },
}
view "v" { "SELECT f FROM t" }
