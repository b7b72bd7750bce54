-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_range("floats", {
      "float8",
      subtype_diff = "float8mi",
      comment = "of numbers",
      grants = { public = {} },
    })
    op.create_range("named", {
      "text",
      subtype_opclass = "text_pattern_ops",
      collation = '"C"',
      multirange_type_name = "many_names",
    })
    op.create_range("timerange", "time")
    op.create_column("t", { "f", "floats" })
    op.create_column("t", { "n", "many_names" })
    op.create_column("t", { "d", "timerange" })
  end,

  down = function(op)
    op.drop_column("t", "f")
    op.drop_range("floats")
    op.drop_column("t", "n")
    op.drop_range("named")
    op.drop_column("t", "d")
    op.drop_range("timerange")
  end,
}
