range "floats" { "float8", subtype_diff = "float8mi", comment = "of numbers", grants = { public = {} } }
range "named" { "text", collation = '"C"', subtype_opclass = "text_pattern_ops", multirange_type_name = "many_names" }
range "timerange" { "time" }
model "t" { { "id", "integer" }, { "f", "floats" }, { "n", "many_names" }, { "d", "timerange" } }
