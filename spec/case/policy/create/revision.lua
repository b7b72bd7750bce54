-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "id", "integer" },
      { "who", "text" },
      row_security = true,
    })
    op.create_policy("t", "added", {
      command = "insert",
      with_check = "id > 0",
      comment = "no negatives",
    })
    op.create_policy("t", "limited", { permissive = false, command = "delete", using = "id > 100" })
    op.create_policy("t", "own", { using = "who = CURRENT_USER", with_check = "who = CURRENT_USER" })
    op.create_policy("t", "seen", {
      command = "select",
      roles = { "pg_monitor", "pg_read_all_data" },
      using = "true",
    })
  end,

  down = function(op)
    op.drop_table("t")
  end,
}
