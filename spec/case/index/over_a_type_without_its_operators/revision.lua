-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_check("t", "t_state_check")
    op.drop_index("open")
    op.alter_column("t", "state", { type = "state", using = "state::state" }, { type = "text" })
    op.create_check("t", "t_state_check", "state <> 'paid'")
    op.drop_index("by_day")
    op.drop_index("day_like")
    op.alter_column("t", "day", { type = "date", using = "day::date" }, { type = "text" })
    op.create_index("by_day", "t", { "(day + 1)" })
    op.create_index("day_like", "t", { "day" })
    op.create_index("open", "t", { "id", where = "state = 'open'" })
  end,

  down = function(op)
    op.drop_check("t", "t_state_check")
    op.drop_index("open")
    op.alter_column("t", "state", { type = "text" }, { type = "state" })
    op.create_check("t", "t_state_check", "state <> 'lost'")
    op.drop_index("by_day")
    op.drop_index("day_like")
    op.alter_column("t", "day", { type = "text" }, { type = "date" })
    op.create_index("by_day", "t", { "upper(day)" })
    op.create_index("day_like", "t", { "day text_pattern_ops" })
    op.create_index("open", "t", { "id", where = "state = 'open'" })
  end,
}
