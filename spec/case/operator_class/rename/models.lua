routine "compare_lengths(text, text)" { arguments = "text, text", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT length($1) - length($2)" }
operator_family "lengths(btree)" { renamed_from = "by_length(btree)" }
operator_class "length_ops(btree)" {
  renamed_from = "by_length(btree)",
  type = "text",
  family = "lengths(btree)",
  operators = { "3 =" },
  routines = { "1 compare_lengths(text, text)" },
}
