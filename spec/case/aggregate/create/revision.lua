-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_routine("half(bigint)", {
      returns = "numeric",
      language = "sql",
      volatility = "immutable",
      body = "SELECT $1 / 2.0",
    })
    op.create_aggregate("total(integer)", {
      sfunc = "add",
      stype = "bigint",
      initcond = "0",
      comment = "of all",
      grants = { pg_monitor = { "execute" }, public = {} },
    })
    op.create_aggregate("halves(integer)", {
      arguments = "n integer",
      sfunc = "add",
      stype = "int8",
      sspace = 64,
      finalfunc = "half",
      finalfunc_modify = "shareable",
      initcond = "7",
      parallel = "safe",
    })
    op.create_aggregate("rows_of()", {
      sfunc = "int8inc",
      stype = "bigint",
      combinefunc = "int8pl",
      initcond = "0",
    })
    op.create_aggregate("least_of(integer)", {
      sfunc = "int4smaller",
      stype = "integer",
      combinefunc = "int4smaller",
      sortop = "<",
    })
    op.create_aggregate("moving(integer)", {
      sfunc = "int4_avg_accum",
      stype = "bigint[]",
      finalfunc = "int8_avg",
      initcond = "{0,0}",
      msfunc = "int4_avg_accum",
      minvfunc = "int4_avg_accum_inv",
      mstype = "bigint[]",
      msspace = 32,
      mfinalfunc = "int8_avg",
      minitcond = "{0,0}",
    })
    op.create_aggregate("place(double precision, anyelement)", {
      arguments = "double precision ORDER BY anyelement",
      sfunc = "ordered_set_transition",
      stype = "internal",
      finalfunc = "percentile_disc_final",
      finalfunc_extra = true,
    })
    op.create_aggregate('rank_of("any")', {
      arguments = 'VARIADIC "any" ORDER BY VARIADIC "any"',
      sfunc = "ordered_set_transition_multi",
      stype = "internal",
      finalfunc = "rank_final",
      finalfunc_extra = true,
      hypothetical = true,
    })
    op.create_aggregate("sums(numeric)", {
      sfunc = "numeric_avg_accum",
      stype = "internal",
      finalfunc = "numeric_sum",
      combinefunc = "numeric_avg_combine",
      serialfunc = "numeric_avg_serialize",
      deserialfunc = "numeric_avg_deserialize",
    })
    op.create_table("t", {
      { "a", "integer" },
    })
    op.create_view("v", "SELECT total(a) AS total FROM t")
  end,

  down = function(op)
    op.drop_aggregate("halves(integer)")
    op.drop_routine("half(bigint)")
    op.drop_view("v")
    op.drop_aggregate("total(integer)")
    op.drop_aggregate("rows_of()")
    op.drop_aggregate("least_of(integer)")
    op.drop_aggregate("moving(integer)")
    op.drop_aggregate("place(double precision, anyelement)")
    op.drop_aggregate('rank_of("any")')
    op.drop_aggregate("sums(numeric)")
    op.drop_table("t")
  end,
}
