range "r" { "float8", multirange_type_name = "many_r" }
model "t" { { "r", "r" } }
