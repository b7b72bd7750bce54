-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_check("t", "t_a_check")
    op.create_check("t", "t_a_check", "(a = ANY (ARRAY['x', 'y']::text[]))")
  end,

  down = function(op)
    op.drop_check("t", "t_a_check")
    op.create_check("t", "t_a_check", "a in ('x','y')")
  end,
}
