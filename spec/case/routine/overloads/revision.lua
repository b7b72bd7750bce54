-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_routine("f(text)")
    op.create_routine("f(text)", { returns = "text", language = "sql", body = "SELECT 'two'" })
    op.create_routine("f(boolean)", { returns = "integer", language = "sql", body = "SELECT 3" })
    op.create_view("v", "SELECT f('x'::text) AS a, f(1) AS b")
  end,

  down = function(op)
    op.drop_view("v")
    op.drop_routine("f(text)")
    op.create_routine("f(text)", { returns = "integer", language = "sql", body = "SELECT 2" })
    op.drop_routine("f(boolean)")
    op.create_view("v", "SELECT f('x'::text) AS a, f(1) AS b")
  end,
}
