range "r" { "float8" }
model "t" { { "r", "r" } }
