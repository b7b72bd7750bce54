model "t" {
  {
    "b",
    "integer",
    renamed_from = "a",
    null = false,
    default = 1,
    using = { up = "b::integer", down = "a::varchar" },
    comment = "new",
  },
}
