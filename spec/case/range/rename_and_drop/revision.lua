-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_range("a", "b")
    op.rename_range("floatrange", "numberrange")
    op.drop_range("gone")
  end,

  down = function(op)
    op.rename_range("b", "a")
    op.rename_range("numberrange", "floatrange")
    op.create_range("gone", "float8")
  end,
}
