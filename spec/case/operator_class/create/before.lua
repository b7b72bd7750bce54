routine "compare_lengths(text, text)" { arguments = "text, text", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT length($1) - length($2)" }
