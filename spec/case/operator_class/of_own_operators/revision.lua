-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_composite("money_of", {
      { "amount", "numeric" },
      { "currency", "text" },
    })
    op.create_routine("less(money_of, money_of)", {
      arguments = "a money_of, b money_of",
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT (a).amount < (b).amount",
    })
    op.create_routine("more(money_of, money_of)", {
      arguments = "a money_of, b money_of",
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT (a).amount > (b).amount",
    })
    op.create_routine("compare(money_of, money_of)", {
      arguments = "a money_of, b money_of",
      returns = "integer",
      language = "sql",
      volatility = "immutable",
      body = "SELECT 0",
    })
    op.create_operator("#<(money_of, money_of)", {
      routine = "less(money_of, money_of)",
      commutator = "#>",
    })
    op.create_operator("#>(money_of, money_of)", {
      routine = "more(money_of, money_of)",
      commutator = "#<",
    })
    op.create_operator_family("by_amount(btree)")
    op.create_operator_class("by_amount(btree)", {
      type = "money_of",
      family = "by_amount(btree)",
      operators = { "1 #<", "5 #>" },
      routines = { "1 compare(money_of, money_of)" },
    })
  end,

  down = function(op)
    op.drop_operator_class("by_amount(btree)")
    op.drop_operator("#<(money_of, money_of)")
    op.drop_routine("less(money_of, money_of)")
    op.drop_operator("#>(money_of, money_of)")
    op.drop_routine("more(money_of, money_of)")
    op.drop_routine("compare(money_of, money_of)")
    op.drop_composite("money_of")
    op.drop_operator_family("by_amount(btree)")
  end,
}
