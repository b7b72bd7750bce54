-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_schema("billing", "accounts")
  end,

  down = function(op)
    op.rename_schema("accounts", "billing")
  end,
}
