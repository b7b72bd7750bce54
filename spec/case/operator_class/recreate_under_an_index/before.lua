routine "compare_lengths(text, text)" { arguments = "text, text", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT length($1) - length($2)" }
operator_family "lengths(btree)"
operator_class "by_length(btree)" {
  type = "text",
  operators = { "1 <", "2 <=", "3 =", "4 >=", "5 >" },
  routines = { "1 compare_lengths(text, text)" },
  comment = "shorter comes first",
}
model "t" { { "a", "text" }, indexes = { a_idx = { "a by_length" } } }
