-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.alter_column("t", "f", { default = none }, { default = "[1,2)" })
    op.drop_routine("lowest(floats)")
    op.rename_range("floats", "floats__old")
    op.rename_range("texts", "texts__old")
    op.rename_range("plain", "plain__old")
    op.rename_range("spans", "spans__old")
    op.create_range("floats", { "numeric", comment = "kept", grants = { pg_monitor = { "usage" } } })
    op.create_range("texts", { "text", collation = '"C"' })
    op.create_range("plain", { "text", subtype_opclass = "text_pattern_ops" })
    op.create_range("spans", { "float8", subtype_diff = "float8mi" })
    op.alter_column("t", "f", { type = "floats", default = "[1,2)", using = "f::text::floats" }, { type = "floats", default = none })
    op.alter_column("t", "t", { type = "texts", using = "t::text::texts" }, { type = "texts" })
    op.create_view("v", "SELECT f FROM t")
    op.create_routine("lowest(floats)", {
      returns = "text",
      language = "sql",
      body = "SELECT lower($1)::text",
    })
    op.alter_column("t", "l", { type = "floats[]", using = "l::text[]::floats[]" }, { type = "floats[]" })
    op.alter_column("t", "m", { type = "floats_multirange", using = "m::text::floats_multirange" }, { type = "floats_multirange" })
    op.alter_column("t", "p", { type = "plain", using = "p::text::plain" }, { type = "plain" })
    op.drop_range("floats__old")
    op.drop_range("texts__old")
    op.drop_range("plain__old")
    op.drop_range("spans__old")
  end,

  down = function(op)
    op.drop_routine("lowest(floats)")
    op.alter_column("t", "f", { default = none }, { default = "[1,2)" })
    op.rename_range("floats", "floats__old")
    op.rename_range("plain", "plain__old")
    op.rename_range("spans", "spans__old")
    op.rename_range("texts", "texts__old")
    op.create_range("floats", { "float8", comment = "kept", grants = { pg_monitor = { "usage" } } })
    op.create_range("plain", "text")
    op.create_range("spans", "float8")
    op.create_range("texts", "text")
    op.create_routine("lowest(floats)", {
      returns = "text",
      language = "sql",
      body = "SELECT lower($1)::text",
    })
    op.drop_view("v")
    op.alter_column("t", "f", { type = "floats", default = "[1,2)", using = "f::text::floats" }, { type = "floats", default = none })
    op.alter_column("t", "t", { type = "texts", using = "t::text::texts" }, { type = "texts" })
    op.create_view("v", "SELECT f FROM t")
    op.alter_column("t", "l", { type = "floats[]", using = "l::text[]::floats[]" }, { type = "floats[]" })
    op.alter_column("t", "m", { type = "floats_multirange", using = "m::text::floats_multirange" }, { type = "floats_multirange" })
    op.alter_column("t", "p", { type = "plain", using = "p::text::plain" }, { type = "plain" })
    op.drop_range("floats__old")
    op.drop_range("plain__old")
    op.drop_range("spans__old")
    op.drop_range("texts__old")
  end,
}
