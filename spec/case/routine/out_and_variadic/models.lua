routine "parts(integer)" { arguments = "n integer, OUT a integer, OUT c text", returns = "record", body = "SELECT n, 'x'" }
routine "sum_of(integer[])" {
  arguments = "VARIADIC list integer[] DEFAULT '{}'",
  returns = "bigint",
  body = "SELECT sum(x) FROM unnest(list) x",
}
routine "both(integer)" { arguments = "INOUT n integer DEFAULT 3", returns = "integer", body = "SELECT n + 1" }
routine "rows_of(integer)" { arguments = "n integer", returns = "TABLE(a integer, c text)", body = "SELECT n, 'y'" }
