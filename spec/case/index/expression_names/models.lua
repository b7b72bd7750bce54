model "t" {
  { "a", "text" },
  { "b", "integer" },
  indexes = {
    { "lower(a)" },
    { "(b + 1)" },
    { "lower(a)", "upper(a)", "b" },
    { "coalesce(a, 'x')" },
    { "(a || 'x')", "(b * 2)" },
  },
}
