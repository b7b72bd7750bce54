-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_enum("e", "e9")
    op.rename_check("t", "c1", "c2")
    op.rename_index("i1", "i2")
    op.rename_unique("t", "u1", "u2")
    op.rename_routine("f(integer)", "g(integer)")
    op.rename_view("v", "w")
    op.rename_sequence("s", "s2")
    op.alter_sequence("s2", { increment = 3 }, { increment = 2 })
  end,

  down = function(op)
    op.rename_sequence("s2", "s")
    op.rename_view("w", "v")
    op.rename_check("t", "c2", "c1")
    op.rename_enum("e9", "e")
    op.rename_index("i2", "i1")
    op.rename_unique("t", "u2", "u1")
    op.rename_routine("g(integer)", "f(integer)")
    op.alter_sequence("s", { increment = 2 }, { increment = 3 })
  end,
}
