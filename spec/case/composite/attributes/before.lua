composite "address" { { "street", "text" }, { "zip", "integer" }, { "city", "text", comment = "kept" } }
model "t" { { "a", "address" } }
view "v" { "SELECT (a).city FROM t" }
