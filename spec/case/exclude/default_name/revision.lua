-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "during", "int4range" },
      { "a", "integer" },
      exclude = {
        t_during_excl = { "during WITH &&", using = "gist" },
        t_a_excl = { "a WITH =" },
        t_expr_a_excl = { "(a % 10) WITH =", "a DESC WITH =" },
      },
    })
  end,

  down = function(op)
    op.drop_table("t")
  end,
}
