-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("j")
    op.create_index("j", "t", { "b", where = "a = ANY ('{x,y}'::text[])" })
  end,

  down = function(op)
    op.drop_index("j")
    op.create_index("j", "t", { "b asc nulls last", where = "a in ('x', 'y')" })
  end,
}
