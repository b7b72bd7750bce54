-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("members", "people")
    op.drop_policy("t", "p")
    op.alter_column("people", "team", { type = "bigint" }, { type = "integer" })
    op.alter_column("t", "team", { type = "bigint" }, { type = "integer" })
    op.create_policy("t", "p", {
      using = "EXISTS (SELECT FROM people m WHERE m.team = t.team AND m.who = CURRENT_USER)",
    })
  end,

  down = function(op)
    op.rename_table("people", "members")
    op.drop_policy("t", "p")
    op.alter_column("members", "team", { type = "integer" }, { type = "bigint" })
    op.alter_column("t", "team", { type = "integer" }, { type = "bigint" })
    op.create_policy("t", "p", {
      using = "EXISTS (SELECT FROM members m WHERE m.team = t.team AND m.who = CURRENT_USER)",
    })
  end,
}
