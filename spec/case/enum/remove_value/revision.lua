-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_check("t", "t_state_check")
    op.alter_column("t", "state", { default = none }, { default = "open" })
    op.drop_index("t_state_idx")
    op.rename_enum("state", "state__old")
    op.create_enum("state", { "open", "paid" })
    op.alter_column("t", "state", {
      type = "state",
      default = "open",
      using = "state::text::state",
    }, { type = "state", default = none })
    op.create_index("t_state_idx", "t", { "state", where = "state = 'open'" })
    op.drop_enum("state__old")
  end,

  down = {
    function(op)
      op.alter_enum("state", { "open", "paid", "void" }, { "open", "paid" })
    end,
    function(op)
      op.create_check("t", "t_state_check", "state <> 'void'")
    end,
  },
}
