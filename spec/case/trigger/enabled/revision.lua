-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_trigger("t", "one", { enabled = "always" }, { enabled = none })
    op.alter_trigger("t", "three", { enabled = "disabled" }, { enabled = "replica" })
    op.alter_trigger("t", "two", { enabled = none }, { enabled = "disabled" })
  end,

  down = function(op)
    op.alter_trigger("t", "one", { enabled = none }, { enabled = "always" })
    op.alter_trigger("t", "three", { enabled = "replica" }, { enabled = "disabled" })
    op.alter_trigger("t", "two", { enabled = "disabled" }, { enabled = none })
  end,
}
