-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_operator("~~>(text, integer)", { restrict = "eqsel", join = "eqjoinsel" }, { restrict = "contsel", join = none })
    op.alter_operator("<~~(integer, text)", { restrict = none }, { restrict = "contsel" })
    op.alter_comment("operator", "<~~(integer, text)", "is loved", "likes")
  end,

  down = function(op)
    op.alter_operator("<~~(integer, text)", { restrict = "contsel" }, { restrict = none })
    op.alter_operator("~~>(text, integer)", { restrict = "contsel", join = none }, { restrict = "eqsel", join = "eqjoinsel" })
    op.alter_comment("operator", "<~~(integer, text)", "likes", "is loved")
  end,
}
