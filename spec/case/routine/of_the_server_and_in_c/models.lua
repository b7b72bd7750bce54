routine "place()" {
  returns = "bigint",
  language = "internal",
  window = true,
  volatility = "immutable",
  body = "window_dense_rank",
}
routine "same(text, text)" {
  returns = "boolean",
  language = "c",
  strict = true,
  library = "$libdir/citext",
  body = "citext_eq",
}
