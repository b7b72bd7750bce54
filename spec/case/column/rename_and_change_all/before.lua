model "t" { { "a", "varchar(5)", default = "1", comment = "old" } }
