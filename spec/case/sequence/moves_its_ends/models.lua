sequence "kept" { start = 60, minvalue = 50 }
sequence "down" { increment = -1, maxvalue = -10 }
sequence "turned" { increment = -2, maxvalue = 100, minvalue = 1 }
