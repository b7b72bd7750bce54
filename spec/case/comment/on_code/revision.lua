-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_comment("routine", "touch()", "a function")
    op.create_comment("policy", "t", "p", "a policy")
    op.create_comment("trigger", "t", "tt", "a trigger")
    op.create_comment("view", "v", "a view")
  end,

  down = function(op)
    op.drop_comment("routine", "touch()")
    op.drop_comment("policy", "t", "p")
    op.drop_comment("trigger", "t", "tt")
    op.drop_comment("view", "v")
  end,
}
