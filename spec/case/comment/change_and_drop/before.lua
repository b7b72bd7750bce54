sequence "s" { comment = "one" }
model "t" { comment = "one", { "a", "integer", comment = "one" }, { "b", "integer", comment = "one" } }
