sequence "s" {}
sequence "n" { type = "smallint", maxvalue = 100 }
