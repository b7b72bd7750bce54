-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("m_a_idx")
    op.create_index("m_a_idx", "m", { "a", unique = true })
    op.create_index("m_lower_idx", "m", { "lower(b)" })
    op.drop_index("gone")
  end,

  down = function(op)
    op.create_index("gone", "m", { "b" })
    op.drop_index("m_a_idx")
    op.create_index("m_a_idx", "m", { "a" })
    op.drop_index("m_lower_idx")
  end,
}
