routine "f(integer)" {
  arguments = "a integer",
  returns = "SETOF integer",
  language = "plpgsql",
  volatility = "immutable",
  strict = true,
  parallel = "safe",
  rows = 5,
  set = { "work_mem=4MB" },
  body = "BEGIN END",
}
