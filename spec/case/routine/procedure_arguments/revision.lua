-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_comment("routine", "p(integer)", "counts")
    op.create_grant("routine", "p(integer)", "public")
    op.alter_routine("p(integer)", {
      arguments = "INOUT n integer DEFAULT 1",
      procedure = true,
      language = "plpgsql",
      security_definer = true,
      set = { "search_path=public, pg_temp" },
      body = "BEGIN n := n + 2; END",
    })
  end,

  down = function(op)
    op.drop_routine("p(integer)")
    op.create_routine("p(integer)", {
      arguments = "INOUT n integer",
      procedure = true,
      language = "plpgsql",
      body = "BEGIN n := n + 1; END",
    })
  end,
}
