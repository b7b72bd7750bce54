-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_routine("validate(text[], oid)", "check_options(text[], oid)")
    op.alter_routine("check_options(text[], oid)", {
      returns = "boolean",
      language = "sql",
      body = "SELECT 1 = 1",
    })
  end,

  down = function(op)
    op.rename_routine("check_options(text[], oid)", "validate(text[], oid)")
    op.alter_routine("validate(text[], oid)", {
      returns = "boolean",
      language = "sql",
      body = "SELECT true",
    })
  end,
}
