sequence "kept" { start = 60 }
sequence "down" { increment = -1 }
sequence "turned" {}
