-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_domain_check("a", "small", "little")
    op.drop_domain_check("a", "odd")
    op.create_domain_check("a", "odd", { "VALUE % 2 = 1", not_valid = true })
    op.alter_domain_check("a", "positive", { not_valid = false }, { not_valid = true })
  end,

  down = function(op)
    op.rename_domain_check("a", "little", "small")
    op.drop_domain_check("a", "positive")
    op.create_domain_check("a", "positive", { "VALUE > 0", not_valid = true })
    op.alter_domain_check("a", "odd", { not_valid = false }, { not_valid = true })
  end,
}
