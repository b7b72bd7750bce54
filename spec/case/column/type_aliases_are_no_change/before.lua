model "t" {
  { "a", "int4" },
  { "b", "varchar(5)" },
  { "c", "timestamptz(3)" },
  { "d", "decimal(5)" },
  { "e", "float(20)" },
  { "f", "char" },
  { "g", "bool[]" },
}
