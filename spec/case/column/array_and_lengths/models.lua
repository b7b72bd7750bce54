model "t" { { "a", "bigint[]" }, { "b", "varchar(40)" }, { "c", "timestamp(6)" }, { "d", "numeric(20,4)" } }
