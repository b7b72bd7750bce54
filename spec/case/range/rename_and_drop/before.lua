range "a" { "float8", comment = "kept" }
range "floatrange" { "float8" }
range "gone" { "float8" }
model "t" { { "a", "a" }, { "b", "floatrange" }, { "m", "floatmultirange" } }
