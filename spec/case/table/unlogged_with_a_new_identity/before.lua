model "t" { { "a", "text" } }
model "u" { unlogged = true, { "id", "integer", identity = true }, { "a", "text" } }
