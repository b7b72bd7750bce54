-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "nothing is stored in column t.g itself" },

  up = function(op)
    op.drop_check("t", "t_x_check")
    op.drop_view("v2")
    op.drop_view("v1")
    op.alter_column("t", "x", { default = none }, { default = "b" })
    op.alter_column("t", "xs", { default = none }, { default = sql "ARRAY['a'::e]" })
    op.drop_index("t_g_idx")
    op.drop_column("t", "g")
    op.drop_index("part")
    op.drop_routine("f(e)")
    op.rename_enum("e", "e__old")
    op.create_enum("e", { "b", "a" })
    op.create_routine("f(e)", {
      arguments = "v e",
      returns = "e",
      language = "sql",
      volatility = "immutable",
      body = "SELECT v",
      grants = { pg_monitor = { "execute" } },
    })
    op.alter_column("t", "x", { type = "e", default = "b", using = "x::text::e" }, { type = "e", default = none })
    op.create_view("v1", "SELECT x, f(x) AS fx FROM t WHERE x = 'b'")
    op.create_view("v2", {
      "SELECT fx FROM v1",
      comment = "two",
      grants = { pg_monitor = { "select" } },
    })
    op.create_column("t", {
      "g",
      "text",
      generated = "CASE WHEN x = 'a' THEN 'A' ELSE 'B' END",
      comment = "gen",
    })
    op.create_index("part", "t", { "x", where = "x = 'a'", comment = "p" })
    op.create_index("t_g_idx", "t", { "g" })
    op.alter_column("t", "xs", {
      type = "e[]",
      default = sql "ARRAY['a'::e]",
      using = "xs::text[]::e[]",
    }, { type = "e[]", default = none })
    op.drop_enum("e__old")
  end,

  down = function(op)
    op.alter_column("t", "x", { default = none }, { default = "b" })
    op.alter_column("t", "xs", { default = none }, { default = sql "ARRAY['a'::e]" })
    op.drop_view("v2")
    op.drop_view("v1")
    op.drop_index("t_g_idx")
    op.drop_column("t", "g")
    op.drop_index("part")
    op.drop_routine("f(e)")
    op.rename_enum("e", "e__old")
    op.create_enum("e", { "a", "b", "c" })
    op.alter_column("t", "x", { type = "e", default = "b", using = "x::text::e" }, { type = "e", default = none })
    op.create_check("t", "t_x_check", "x <> 'c'")
    op.create_column("t", {
      "g",
      "text",
      generated = "CASE WHEN x = 'a' THEN 'A' ELSE 'B' END",
      comment = "gen",
    })
    op.create_index("part", "t", { "x", where = "x = 'a'", comment = "p" })
    op.create_routine("f(e)", {
      arguments = "v e",
      returns = "e",
      language = "sql",
      volatility = "immutable",
      body = "SELECT v",
      grants = { pg_monitor = { "execute" } },
    })
    op.create_view("v1", "SELECT x, f(x) AS fx FROM t WHERE x = 'b'")
    op.create_index("t_g_idx", "t", { "g" })
    op.create_view("v2", {
      "SELECT fx FROM v1",
      comment = "two",
      grants = { pg_monitor = { "select" } },
    })
    op.alter_column("t", "xs", {
      type = "e[]",
      default = sql "ARRAY['a'::e]",
      using = "xs::text[]::e[]",
    }, { type = "e[]", default = none })
    op.drop_enum("e__old")
  end,
}
