-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_routine("place()", {
      returns = "bigint",
      language = "internal",
      window = true,
      volatility = "immutable",
      body = "window_dense_rank",
    })
    op.alter_routine("same(text, text)", {
      returns = "boolean",
      language = "c",
      strict = true,
      library = "$libdir/citext",
      body = "citext_eq",
    })
  end,

  down = function(op)
    op.alter_routine("place()", {
      returns = "bigint",
      language = "internal",
      window = true,
      volatility = "immutable",
      body = "window_rank",
    })
    op.alter_routine("same(text, text)", {
      returns = "boolean",
      language = "internal",
      strict = true,
      cost = 5,
      body = "texteq",
    })
  end,
}
