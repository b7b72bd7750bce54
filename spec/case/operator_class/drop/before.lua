routine "compare_lengths(text, text)" { arguments = "text, text", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT length($1) - length($2)" }
operator_class "by_length(btree)" { type = "text", operators = { "3 =" }, routines = { "1 compare_lengths(text, text)" } }
operator_family "spare(hash)" { comment = "of nothing" }
