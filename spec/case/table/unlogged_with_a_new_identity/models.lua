model "t" { unlogged = true, { "id", "integer", identity = true }, { "a", "text" } }
model "u" { { "id", "integer", identity = true }, { "k", "bigint", identity = "always" }, { "a", "text" } }
