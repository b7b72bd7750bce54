-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_enum("state", "invoice_state")
  end,

  down = function(op)
    op.rename_enum("invoice_state", "state")
  end,
}
