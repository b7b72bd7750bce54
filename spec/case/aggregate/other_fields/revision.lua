-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_aggregate("moving(integer)")
    op.create_aggregate("moving(integer)", {
      sfunc = "int4_avg_accum",
      stype = "bigint[]",
      finalfunc = "last",
      finalfunc_extra = true,
      finalfunc_modify = "shareable",
      initcond = "{0,0}",
      msfunc = "int4_avg_accum",
      minvfunc = "int4_avg_accum_inv",
      mstype = "bigint[]",
      msspace = 32,
      mfinalfunc = "last",
      mfinalfunc_extra = true,
      mfinalfunc_modify = "read_write",
      minitcond = "{0,0}",
    })
    op.drop_aggregate("total(integer)")
    op.create_aggregate("total(integer)", { sfunc = "int84pl", stype = "bigint", initcond = "0" })
    op.drop_aggregate('rank_of("any")')
    op.create_aggregate('rank_of("any")', {
      arguments = 'VARIADIC "any" ORDER BY VARIADIC "any"',
      sfunc = "ordered_set_transition_multi",
      stype = "internal",
      finalfunc = "rank_final",
      finalfunc_extra = true,
      hypothetical = true,
    })
    op.alter_aggregate("least_of(integer)", {
      sfunc = "int4smaller",
      stype = "integer",
      sortop = "<",
    })
    op.alter_aggregate("mean(bigint)", {
      sfunc = "int8_avg_accum",
      stype = "internal",
      finalfunc = "numeric_poly_avg",
      combinefunc = "int8_avg_combine",
    })
  end,

  down = function(op)
    op.drop_aggregate("moving(integer)")
    op.create_aggregate("moving(integer)", {
      sfunc = "int4_avg_accum",
      stype = "bigint[]",
      initcond = "{0,0}",
    })
    op.drop_aggregate('rank_of("any")')
    op.create_aggregate('rank_of("any")', {
      arguments = 'VARIADIC "any" ORDER BY VARIADIC "any"',
      sfunc = "ordered_set_transition_multi",
      stype = "internal",
      finalfunc = "rank_final",
      finalfunc_extra = true,
    })
    op.drop_aggregate("total(integer)")
    op.create_aggregate("total(integer)", { sfunc = "int4pl", stype = "integer", initcond = "0" })
    op.alter_aggregate("least_of(integer)", { sfunc = "int4smaller", stype = "integer" })
    op.alter_aggregate("mean(bigint)", {
      sfunc = "int8_avg_accum",
      stype = "internal",
      finalfunc = "numeric_poly_avg",
      combinefunc = "int8_avg_combine",
      serialfunc = "int8_avg_serialize",
      deserialfunc = "int8_avg_deserialize",
    })
  end,
}
