-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_routine("tax(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      volatility = "immutable",
      body = "SELECT a * 2",
    })
    op.create_routine("half(integer)", {
      returns = "integer",
      language = "sql",
      body = "SELECT $1 / 2",
    })
    op.create_routine("note(text, text)", {
      arguments = "what text, who text DEFAULT 'nobody'",
      returns = "void",
      language = "plpgsql",
      strict = true,
      security_definer = true,
      parallel = "restricted",
      cost = 50,
      set = { "search_path=public, pg_temp", "work_mem=8MB" },
      body = [[
BEGIN
  RAISE NOTICE '% of %', what, who; -- $$ in a body
END
]],
      comment = "takes a note",
    })
    op.create_routine("lines(text)", {
      arguments = "t text",
      returns = "SETOF text",
      language = "sql",
      parallel = "safe",
      rows = 10,
      body = "SELECT unnest(string_to_array(t, E'\\n'))",
    })
    op.create_routine("pair(integer)", {
      arguments = "a integer, OUT b integer, OUT c text",
      returns = "record",
      language = "sql",
      body = "SELECT a, 'x'",
    })
    op.create_routine("rows_of(integer)", {
      arguments = "n integer",
      returns = "TABLE(x integer, y text)",
      language = "sql",
      body = "SELECT 1, 'a'",
    })
    op.create_routine("all_of(integer[])", {
      arguments = "VARIADIC numbers integer[]",
      returns = "bigint",
      language = "sql",
      body = "SELECT sum(n) FROM unnest(numbers) n",
    })
  end,

  down = function(op)
    op.drop_routine("tax(integer)")
    op.drop_routine("half(integer)")
    op.drop_routine("note(text, text)")
    op.drop_routine("lines(text)")
    op.drop_routine("pair(integer)")
    op.drop_routine("rows_of(integer)")
    op.drop_routine("all_of(integer[])")
  end,
}
