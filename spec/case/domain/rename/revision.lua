-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_routine("f(a)", "f(positive)")
    op.rename_domain("a", "positive")
    op.rename_domain_check("positive", "a_check", "positive_check")
    op.rename_domain_check("positive", "a_check1", "positive_check1")
  end,

  down = function(op)
    op.rename_routine("f(positive)", "f(a)")
    op.rename_domain("positive", "a")
    op.rename_domain_check("a", "positive_check", "a_check")
    op.rename_domain_check("a", "positive_check1", "a_check1")
  end,
}
