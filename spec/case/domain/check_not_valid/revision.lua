-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_domain_check("d", "positive")
    op.create_domain_check("d", "positive", { "VALUE > 0", not_valid = true })
  end,

  down = function(op)
    op.alter_domain_check("d", "positive", { not_valid = false }, { not_valid = true })
  end,
}
