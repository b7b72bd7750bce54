-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("invoices", "note", { type = "integer", using = "length(note)" }, { type = "varchar(50)" })
  end,

  down = function(op)
    op.alter_column("invoices", "note", { type = "varchar(50)" }, { type = "integer" })
  end,
}
