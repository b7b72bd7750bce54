routine "last(bigint[])" { returns = "numeric", volatility = "immutable", body = "SELECT 1.0" }
routine "last(bigint[], integer)" { returns = "numeric", volatility = "immutable", body = "SELECT 1.0" }
aggregate "moving(integer)" { sfunc = "int4_avg_accum", stype = "bigint[]", initcond = "{0,0}" }
aggregate "total(integer)" { sfunc = "int4pl", stype = "integer", initcond = "0" }
aggregate "least_of(integer)" { sfunc = "int4smaller", stype = "integer" }
aggregate "mean(bigint)" { sfunc = "int8_avg_accum", stype = "internal", finalfunc = "numeric_poly_avg", combinefunc = "int8_avg_combine", serialfunc = "int8_avg_serialize", deserialfunc = "int8_avg_deserialize" }
aggregate "rank_of(\"any\")" { arguments = "VARIADIC \"any\" ORDER BY VARIADIC \"any\"", sfunc = "ordered_set_transition_multi", stype = "internal", finalfunc = "rank_final", finalfunc_extra = true }
