model "t" { { "a", "integer" }, { "b", "integer" }, indexes = { i = { "a" }, j = { "b" } }, cluster_on = "j" }
