-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "p", { default = none }, { default = sql "ROW(1, 'x')::pair" })
    op.drop_routine("first(pair)")
    op.rename_composite("pair", "pair__old")
    op.rename_composite("deep", "deep__old")
    op.create_composite("pair", {
      { "a", "bigint" },
      { "b", "text" },
      comment = "kept",
      grants = { public = {} },
    })
    op.drop_view("v")
    op.drop_index("t_b_idx")
    op.alter_column("t", "p", {
      type = "pair",
      default = sql "ROW(1, 'x')::pair",
      using = "CASE WHEN p IS DISTINCT FROM NULL THEN ROW((p).a, (p).b)::pair END",
    }, { type = "pair", default = none })
    op.create_composite("deep", {
      { "p", "pair" },
      { "n", "integer" },
    })
    op.alter_column("t", "d", {
      type = "deep",
      using = "CASE WHEN d IS DISTINCT FROM NULL THEN ROW(CASE WHEN (d).p IS DISTINCT FROM NULL THEN ROW(((d).p).a, ((d).p).b)::pair END, (d).n)::deep END",
    }, { type = "deep" })
    op.drop_composite("deep__old")
    op.drop_composite("pair__old")
    op.create_view("v", { "SELECT (p).a FROM t", comment = "kept" })
    op.create_routine("first(pair)", {
      arguments = "p pair",
      returns = "bigint",
      language = "sql",
      body = "SELECT (p).a::bigint",
    })
    op.create_index("t_b_idx", "t", { "((p).b)" })
  end,

  down = function(op)
    op.drop_routine("first(pair)")
    op.alter_column("t", "p", { default = none }, { default = sql "ROW(1, 'x')::pair" })
    op.rename_composite("pair", "pair__old")
    op.rename_composite("deep", "deep__old")
    op.create_composite("pair", {
      { "a", "integer" },
      { "b", "text" },
      comment = "kept",
      grants = { public = {} },
    })
    op.create_composite("deep", {
      { "p", "pair" },
      { "n", "integer" },
    })
    op.create_routine("first(pair)", {
      arguments = "p pair",
      returns = "bigint",
      language = "sql",
      body = "SELECT (p).a::bigint",
    })
    op.drop_index("t_b_idx")
    op.drop_view("v")
    op.alter_column("t", "p", {
      type = "pair",
      default = sql "ROW(1, 'x')::pair",
      using = "CASE WHEN p IS DISTINCT FROM NULL THEN ROW((p).a, (p).b)::pair END",
    }, { type = "pair", default = none })
    op.create_index("t_b_idx", "t", { "((p).b)" })
    op.create_view("v", { "SELECT (p).a FROM t", comment = "kept" })
    op.alter_column("t", "d", {
      type = "deep",
      using = "CASE WHEN d IS DISTINCT FROM NULL THEN ROW(CASE WHEN (d).p IS DISTINCT FROM NULL THEN ROW(((d).p).a, ((d).p).b)::pair END, (d).n)::deep END",
    }, { type = "deep" })
    op.drop_composite("deep__old")
    op.drop_composite("pair__old")
  end,
}
