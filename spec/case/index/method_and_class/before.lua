model "t" { { "a", "text" }, { "d", "jsonb" }, indexes = { i = { "a" }, j = { "d", using = "gin" } } }
