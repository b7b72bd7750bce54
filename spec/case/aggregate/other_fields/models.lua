routine "last(bigint[])" { returns = "numeric", volatility = "immutable", body = "SELECT 1.0" }
routine "last(bigint[], integer)" { returns = "numeric", volatility = "immutable", body = "SELECT 1.0" }
aggregate "moving(integer)" {
  sfunc = "int4_avg_accum",
  stype = "bigint[]",
  initcond = "{0,0}",
  finalfunc = "last",
  finalfunc_extra = true,
  finalfunc_modify = "shareable",
  msfunc = "int4_avg_accum",
  minvfunc = "int4_avg_accum_inv",
  mstype = "bigint[]",
  msspace = 32,
  mfinalfunc = "last",
  mfinalfunc_extra = true,
  mfinalfunc_modify = "read_write",
  minitcond = "{0,0}",
}
aggregate "total(integer)" { sfunc = "int84pl", stype = "bigint", initcond = "0" }
aggregate "least_of(integer)" { sfunc = "int4smaller", stype = "integer", sortop = "<" }
aggregate "mean(bigint)" { sfunc = "int8_avg_accum", stype = "internal", finalfunc = "numeric_poly_avg", combinefunc = "int8_avg_combine" }
aggregate "rank_of(\"any\")" { arguments = "VARIADIC \"any\" ORDER BY VARIADIC \"any\"", sfunc = "ordered_set_transition_multi", stype = "internal", finalfunc = "rank_final", finalfunc_extra = true, hypothetical = true }
