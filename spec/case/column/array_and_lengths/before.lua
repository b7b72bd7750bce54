model "t" { { "a", "integer[]" }, { "b", "varchar(20)" }, { "c", "timestamp(3)" }, { "d", "numeric" } }
