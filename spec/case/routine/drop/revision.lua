-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { default = none }, { default = sql "f(1)" })
    op.drop_routine("f(integer)")
    op.drop_routine("p()")
  end,

  down = function(op)
    op.create_routine("f(integer)", {
      returns = "integer",
      language = "sql",
      body = "SELECT 1",
      comment = "gone",
    })
    op.create_routine("p()", { procedure = true, language = "plpgsql", body = "BEGIN NULL; END" })
    op.alter_column("t", "a", { default = sql "f(1)" }, { default = none })
  end,
}
