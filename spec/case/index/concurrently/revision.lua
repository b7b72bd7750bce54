-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = {
    no_transaction(function(op)
      op.create_index("t_b_idx", "t", { "b", concurrently = true })
    end),
    function(op)
      op.drop_index("gone")
    end,
  },

  down = {
    function(op)
      op.create_index("gone", "t", { "a" })
    end,
    no_transaction(function(op)
      op.drop_index("t_b_idx", { concurrently = true })
    end),
  },
}
