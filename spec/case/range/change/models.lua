range "floats" { "numeric", comment = "kept", grants = { pg_monitor = { "usage" } } }
range "texts" { "text", collation = '"C"' }
range "plain" { "text", subtype_opclass = "text_pattern_ops" }
range "spans" { "float8", subtype_diff = "float8mi" }
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
