sequence "plain" {}
sequence "odd" {
  type = "smallint",
  start = 7,
  increment = 2,
  minvalue = 1,
  maxvalue = 99,
  cache = 5,
  cycle = true,
}
sequence "down" { increment = -1, maxvalue = 100, minvalue = -100, start = 50 }
