domain "a" { "integer", default = sql "3", checks = { "VALUE = ANY (ARRAY[1, 2, 3])" } }
domain "b" { "character varying", default = sql "'x'::varchar" }
