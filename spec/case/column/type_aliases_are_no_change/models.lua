model "t" {
  { "a", "integer" },
  { "b", "character varying(5)" },
  { "c", "timestamp(3) with time zone" },
  { "d", "numeric(5,0)" },
  { "e", "real" },
  { "f", "character(1)" },
  { "g", "boolean[]" },
}
