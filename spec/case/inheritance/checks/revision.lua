-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_check("city", "a")
    op.create_check("city", "a", "size > 5")
    op.create_check("city", "new", "size > 2")
    op.create_check("city", "own", { "size > 3", no_inherit = true })
    op.create_check("capital", "theirs", "size > 100")
    op.drop_check("city", "gone")
  end,

  down = function(op)
    op.drop_check("city", "a")
    op.create_check("city", "a", "size > 0")
    op.create_check("city", "gone", "size > 1")
    op.drop_check("city", "new")
    op.drop_check("city", "own")
    op.drop_check("capital", "theirs")
  end,
}
