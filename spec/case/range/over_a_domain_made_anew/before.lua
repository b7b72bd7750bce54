domain "d" { "integer" }
range "r" { "d" }
model "t" { { "r", "r" } }
