enum "e" { "x", "y" }
composite "c" { { "e", "e" } }
composite "free" { { "e", "e[]" } }
model "t" { { "c", "c" }, { "l", "c[]" } }
