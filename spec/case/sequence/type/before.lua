sequence "s" { type = "integer" }
sequence "n" {}
