-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_operator("===(pair, pair)")
    op.create_operator("===(pair, pair)", {
      routine = "same(pair, pair)",
      commutator = "===",
      hashes = true,
      merges = true,
    })
  end,

  down = function(op)
    op.drop_operator("===(pair, pair)")
    op.create_operator("===(pair, pair)", { routine = "same(pair, pair)" })
  end,
}
