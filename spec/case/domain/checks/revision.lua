-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_domain_check("a", "changed")
    op.create_domain_check("a", "changed", "VALUE <> 9")
    op.create_domain_check("a", "new", "VALUE < 50")
    op.drop_domain_check("a", "gone")
  end,

  down = function(op)
    op.drop_domain_check("a", "changed")
    op.create_domain_check("a", "changed", "VALUE <> 7")
    op.create_domain_check("a", "gone", "VALUE < 100")
    op.drop_domain_check("a", "new")
  end,
}
