routine "p(integer)" { procedure = true, arguments = "INOUT n integer", language = "plpgsql", body = "BEGIN n := n + 1; END" }
