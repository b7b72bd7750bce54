-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_publication_schema("u.p")
    op.drop_publication_schema("s.p")
  end,

  down = function(op)
    op.create_publication_schema("s.p")
    op.drop_publication_schema("u.p")
  end,
}
