model "T" {
  { "userId", "integer" },
  { "order", "integer" },
  { "Two Words", "integer" },
  indexes = {
    { "userId" },
    { "order DESC", "userId" },
    { "Two Words" },
    { '"Two Words" DESC' },
    { 'abs("userId")' },
  },
}
