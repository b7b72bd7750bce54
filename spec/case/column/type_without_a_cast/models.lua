model "t" {
  { "a", "integer" },
  { "b", "boolean", using = { up = "b = 'yes'", down = "CASE WHEN b THEN 'yes' ELSE 'no' END" } },
}
