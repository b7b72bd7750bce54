sequence "s" { start = 10, minvalue = 2, maxvalue = 1000 }
