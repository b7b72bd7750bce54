-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_foreign_key("c", "c_p_fkey")
    op.create_foreign_key("c", "c_p_fkey", {
      "p.id",
      columns = { "p" },
      on_delete = "cascade",
      on_update = "set null",
    })
  end,

  down = function(op)
    op.drop_foreign_key("c", "c_p_fkey")
    op.create_foreign_key("c", "c_p_fkey", { "p.id", columns = { "p" } })
  end,
}
