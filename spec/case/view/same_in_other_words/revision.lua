-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_view("v", "SELECT a FROM public.t WHERE (b::text = 'x' OR b = 'z') OR b = 'y'")
  end,

  down = function(op)
    op.alter_view("v", "select t.a from t where b in ('x','y')")
  end,
}
