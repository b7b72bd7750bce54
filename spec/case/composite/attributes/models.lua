composite "address" { { "road", "text", renamed_from = "street" }, { "city", "text", comment = "kept" }, { "land", "text" } }
model "t" { { "a", "address" } }
view "v" { "SELECT (a).city FROM t" }
