enum "e" { "x", "y", "z" }
composite "c" { { "e", "e" } }
composite "free" { { "e", "e[]" } }
model "t" { { "c", "c" }, { "l", "c[]" } }
