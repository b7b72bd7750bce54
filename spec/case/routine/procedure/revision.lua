-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_routine("count_up(integer)", {
      arguments = "INOUT n integer",
      procedure = true,
      language = "plpgsql",
      body = "BEGIN n := n + 1; END",
    })
    op.alter_routine("clean(integer)", {
      arguments = "days integer DEFAULT 30",
      procedure = true,
      language = "plpgsql",
      body = "BEGIN COMMIT; END",
    })
  end,

  down = function(op)
    op.drop_routine("clean(integer)")
    op.create_routine("clean(integer)", {
      arguments = "days integer",
      procedure = true,
      language = "plpgsql",
      body = "BEGIN NULL; END",
    })
    op.drop_routine("count_up(integer)")
  end,
}
