model "t" {
  { "during", "int4range" },
  { "a", "integer" },
  exclude = { { "during WITH &&", using = "gist" }, { "a WITH =" }, { "(a % 10) WITH =", "a DESC WITH =" } },
}
