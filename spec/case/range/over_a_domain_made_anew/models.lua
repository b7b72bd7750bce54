domain "d" { "bigint" }
range "r" { "d" }
model "t" { { "r", "r" } }
