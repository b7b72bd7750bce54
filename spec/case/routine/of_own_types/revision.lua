-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_routine("f(e)")
    op.drop_routine("g(e[])")
    op.rename_enum("e", "e__old")
    op.create_enum("e", { "b", "a" })
    op.create_routine("f(e)", {
      arguments = "v e",
      returns = "e",
      language = "sql",
      body = "SELECT v",
    })
    op.create_table("t", {
      { "x", "e", default = sql "f('b')" },
    })
    op.create_routine("g(e[])", { returns = "integer", language = "sql", body = "SELECT 1" })
    op.drop_enum("e__old")
  end,

  down = function(op)
    op.drop_table("t")
    op.drop_routine("f(e)")
    op.drop_routine("g(e[])")
    op.rename_enum("e", "e__old")
    op.create_enum("e", { "a", "b" })
    op.create_routine("f(e)", {
      arguments = "v e",
      returns = "e",
      language = "sql",
      body = "SELECT v",
    })
    op.create_routine("g(e[])", { returns = "integer", language = "sql", body = "SELECT 1" })
    op.drop_enum("e__old")
  end,
}
