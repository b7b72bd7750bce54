routine "add(bigint, integer)" { returns = "bigint", volatility = "immutable", body = "SELECT $1 + coalesce($2, 0)" }
routine "half(bigint)" { returns = "numeric", volatility = "immutable", body = "SELECT $1 / 2.0" }
aggregate "total(integer)" {
  sfunc = "add",
  stype = "bigint",
  initcond = "0",
  comment = "of all",
  grants = { public = {}, pg_monitor = { "execute" } },
}
aggregate "halves(integer)" {
  arguments = "n integer",
  sfunc = "add",
  stype = "int8",
  sspace = 64,
  finalfunc = "half",
  finalfunc_modify = "shareable",
  initcond = "7",
  parallel = "safe",
}
aggregate "rows_of()" { sfunc = "int8inc", stype = "bigint", initcond = "0", combinefunc = "int8pl" }
aggregate "least_of(integer)" { sfunc = "int4smaller", stype = "integer", combinefunc = "int4smaller", sortop = "<" }
aggregate "moving(integer)" {
  sfunc = "int4_avg_accum",
  stype = "bigint[]",
  initcond = "{0,0}",
  finalfunc = "int8_avg",
  msfunc = "int4_avg_accum",
  minvfunc = "int4_avg_accum_inv",
  mstype = "bigint[]",
  msspace = 32,
  mfinalfunc = "int8_avg",
  minitcond = "{0,0}",
}
aggregate "place(double precision, anyelement)" {
  arguments = "double precision ORDER BY anyelement",
  sfunc = "ordered_set_transition",
  stype = "internal",
  finalfunc = "percentile_disc_final",
  finalfunc_extra = true,
}
aggregate "rank_of(\"any\")" {
  arguments = "VARIADIC \"any\" ORDER BY VARIADIC \"any\"",
  sfunc = "ordered_set_transition_multi",
  stype = "internal",
  finalfunc = "rank_final",
  finalfunc_extra = true,
  hypothetical = true,
}
aggregate "sums(numeric)" {
  sfunc = "numeric_avg_accum",
  stype = "internal",
  finalfunc = "numeric_sum",
  combinefunc = "numeric_avg_combine",
  serialfunc = "numeric_avg_serialize",
  deserialfunc = "numeric_avg_deserialize",
}
model "t" { { "a", "integer" } }
view "v" { "SELECT total(a) AS total FROM t" }
