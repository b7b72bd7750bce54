enum "size" { "large", "small", "medium" }
model "t" { { "size", "size", null = false }, { "sizes", "size[]" } }
