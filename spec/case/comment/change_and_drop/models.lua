sequence "s" { comment = "two" }
model "t" { comment = "it's\ntwo", { "a", "integer", comment = "two \\ too" }, { "b", "integer" } }
