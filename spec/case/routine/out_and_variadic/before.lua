routine "parts(integer)" { arguments = "n integer, OUT a integer, OUT b text", body = "SELECT n, 'x'" }
routine "sum_of(integer[])" { arguments = "VARIADIC l integer[]", returns = "bigint", body = "SELECT sum(x) FROM unnest(l) x" }
routine "both(integer)" { arguments = "INOUT n integer", returns = "integer", body = "SELECT n" }
routine "rows_of(integer)" { arguments = "n integer", returns = "TABLE(a integer, b text)", body = "SELECT n, 'x'" }
