-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_publication("p", "q")
    op.rename_table("t", "u")
    op.rename_column("u", "a", "b")
    op.rename_publication_table("u", "p", "q")
    op.rename_schema("s", "z")
    op.rename_publication_schema("z.p", "q")
  end,

  down = function(op)
    op.rename_publication("q", "p")
    op.rename_schema("z", "s")
    op.rename_table("u", "t")
    op.rename_column("t", "b", "a")
    op.rename_publication_table("t", "q", "p")
    op.rename_publication_schema("s.q", "p")
  end,
}
