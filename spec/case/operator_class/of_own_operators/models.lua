composite "money_of" { { "amount", "numeric" }, { "currency", "text" } }
routine "less(money_of, money_of)" { arguments = "a money_of, b money_of", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT (a).amount < (b).amount" }
routine "more(money_of, money_of)" { arguments = "a money_of, b money_of", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT (a).amount > (b).amount" }
routine "compare(money_of, money_of)" { arguments = "a money_of, b money_of", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT 0" }
operator "#<(money_of, money_of)" { routine = "less(money_of, money_of)", commutator = "#>" }
operator "#>(money_of, money_of)" { routine = "more(money_of, money_of)", commutator = "#<" }
operator_class "by_amount(btree)" {
  type = "money_of",
  operators = { "1 #<", "5 #>" },
  routines = { "1 compare(money_of, money_of)" },
}
