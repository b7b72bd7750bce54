enum "size" { "small", "medium", "large" }
model "t" { { "size", "size", null = false }, { "sizes", "size[]" } }
