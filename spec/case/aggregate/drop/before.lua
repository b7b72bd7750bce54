aggregate "total(integer)" { sfunc = "int4pl", stype = "integer" }
aggregate "rows_of()" { sfunc = "int8inc", stype = "bigint", initcond = "0", comment = "gone" }
