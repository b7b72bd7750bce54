-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_routine("named(integer)")
    op.create_routine("named(integer)", {
      arguments = "b integer",
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
    })
    op.drop_routine("less(integer)")
    op.create_routine("less(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
    })
    op.alter_routine("unnamed(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
    })
    op.alter_routine("more(integer)", {
      arguments = "a integer DEFAULT 1",
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
    })
  end,

  down = function(op)
    op.drop_routine("more(integer)")
    op.create_routine("more(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
    })
    op.drop_routine("named(integer)")
    op.create_routine("named(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
    })
    op.drop_routine("unnamed(integer)")
    op.create_routine("unnamed(integer)", {
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
    })
    op.alter_routine("less(integer)", {
      arguments = "a integer DEFAULT 1",
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
    })
  end,
}
