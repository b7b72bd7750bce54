-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_comment("extension", "citext", "text that has no case", "text without case")
  end,

  down = function(op)
    op.alter_comment("extension", "citext", "text without case", "text that has no case")
  end,
}
