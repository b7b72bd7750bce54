-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops attribute c.gone" },

  up = function(op)
    op.rename_enum("e", "e__old")
    op.rename_composite("c", "c__old")
    op.rename_domain("d", "d__old")
    op.create_enum("e", { "y", "x" })
    op.create_composite("c", {
      { "new", "text" },
      { "b", "e" },
      { "first", "integer" },
    })
    op.create_domain("d", "c")
    op.alter_column("t", "c", {
      type = "c",
      using = "CASE WHEN c IS DISTINCT FROM NULL THEN ROW(NULL, (c).b::text, (c).a)::c END",
    }, { type = "c" })
    op.alter_column("t", "d", {
      type = "d",
      using = "(CASE WHEN d IS DISTINCT FROM NULL THEN ROW(NULL, (d).b::text, (d).a)::c END)::d",
    }, { type = "d" })
    op.drop_domain("d__old")
    op.drop_composite("c__old")
    op.drop_enum("e__old")
  end,

  down = function(op)
    op.rename_enum("e", "e__old")
    op.rename_composite("c", "c__old")
    op.rename_domain("d", "d__old")
    op.create_enum("e", { "x", "y" })
    op.create_composite("c", {
      { "a", "integer" },
      { "b", "e" },
      { "gone", "text" },
    })
    op.create_domain("d", "c")
    op.alter_column("t", "c", {
      type = "c",
      using = "CASE WHEN c IS DISTINCT FROM NULL THEN ROW((c).first, (c).b::text, NULL)::c END",
    }, { type = "c" })
    op.alter_column("t", "d", {
      type = "d",
      using = "(CASE WHEN d IS DISTINCT FROM NULL THEN ROW((d).first, (d).b::text, NULL)::c END)::d",
    }, { type = "d" })
    op.drop_domain("d__old")
    op.drop_composite("c__old")
    op.drop_enum("e__old")
  end,
}
