range "b" { "float8", comment = "kept", renamed_from = "a" }
range "numberrange" { "float8", renamed_from = "floatrange" }
model "t" { { "a", "b" }, { "b", "numberrange" }, { "m", "numbermultirange" } }
